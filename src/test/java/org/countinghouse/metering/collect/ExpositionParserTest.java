package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.countinghouse.metering.collect.ExpositionParser.Exposition;
import org.countinghouse.metering.collect.Sample.Kind;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in both formats, whole and broken. */
class ExpositionParserTest {
    /** From the description of the format, with its oddities. */
    private static final String PLAIN = """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400",}    3\t1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
              metric_without_timestamp_and_labels 12.47\s\s
            something_weird{problem="division by zero"} +Inf -3982045
            # TYPE duration_seconds histogram
            duration_seconds_bucket{le="0.05"} 24054
            duration_seconds_bucket{le="+Inf"} 144320
            duration_seconds_sum 53423
            duration_seconds_count 144320
            # TYPE latency summary
            latency{quantile="0.99"} NaN
            latency_sum 1.7560473e+07
            """;

    @Test
    void thePlainFormatIsRead() {
        var read = ExpositionParser.parse(PLAIN, false, "x");
        Sample post = sample(read, "http_requests_total", Map.of("method", "post", "code", "200"));
        assertThat(post.value()).isEqualTo("1027");
        assertThat(post.time()).isEqualTo(Instant.ofEpochMilli(1_395_066_363_000L));
        assertThat(post.kind()).isEqualTo(Kind.COUNTER);
        assertThat(sample(read, "http_requests_total", Map.of("method", "post", "code", "400"))
                        .value())
                .isEqualTo("3");
        assertThat(sample(
                                read,
                                "msdos_file_access_time_seconds",
                                Map.of("path", "C:\\DIR\\FILE.TXT", "error", "Cannot find file:\n\"FILE.TXT\""))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(sample(read, "metric_without_timestamp_and_labels", Map.of()).value())
                .isEqualTo("12.47");
        assertThat(sample(read, "something_weird", Map.of("problem", "division by zero"))
                        .value())
                .isNull();
        assertThat(sample(read, "duration_seconds_bucket", Map.of("le", "+Inf")).kind())
                .isEqualTo(Kind.COUNTER);
        assertThat(sample(read, "duration_seconds_sum", Map.of()).kind()).isEqualTo(Kind.COUNTER);
        assertThat(sample(read, "latency", Map.of("quantile", "0.99")).kind()).isEqualTo(Kind.LEVEL);
        assertThat(sample(read, "latency_sum", Map.of()).value()).isEqualByComparingTo("17560473");
        assertThat(read.samples()).hasSize(11);
    }

    @Test
    void openMetricsIsReadWithExemplarsAndBirths() {
        var read = ExpositionParser.parse("""
                # TYPE acme_requests counter
                # UNIT acme_requests requests
                # HELP acme_requests Said "so".
                acme_requests_total{tenant="a"} 17.0 1520879607.789 # {trace="x y # z"} 1 1520879607.1
                acme_requests_created{tenant="a"} 1520872607.123
                # TYPE acme_level gauge
                acme_level -0.5
                # TYPE build info
                build_info{version="1"} 1
                # EOF""", true, "x");
        Sample requests = sample(read, "acme_requests_total", Map.of("tenant", "a"));
        assertThat(requests.kind()).isEqualTo(Kind.COUNTER);
        assertThat(requests.value()).isEqualTo("17.0");
        assertThat(requests.time()).isEqualTo(Instant.parse("2018-03-12T18:33:27.789Z"));
        assertThat(requests.born()).isEqualTo(Instant.parse("2018-03-12T16:36:47.123Z"));
        assertThat(sample(read, "acme_level", Map.of()).value()).isEqualTo("-0.5");
        assertThat(sample(read, "build_info", Map.of("version", "1")).kind()).isEqualTo(Kind.LEVEL);
    }

    @Test
    void namesOfAnyCharactersAreReadFromQuotes() {
        var read = ExpositionParser.parse("""
                # TYPE "http.requests" counter
                {"http.requests","label.ü"="ä, } b"} 5
                """, false, "x");
        Sample sample = sample(read, "http.requests", Map.of("label.ü", "ä, } b"));
        assertThat(sample.kind()).isEqualTo(Kind.COUNTER);
        assertThat(sample.value()).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1e-7", "9007199254740993", "0.30000000000000004", "99999999999999999999", "1.10"})
    void decimalsAreKeptToTheLastDigit(String number) {
        var read = ExpositionParser.parse("x " + number + "\n", false, "x");
        assertThat(read.samples().getFirst().value()).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "+Inf", "-Inf", "Infinity", "1e20", "1e308", "1e999999999", "-1e99999"})
    void whatCannotBeCountedHasNoValue(String number) {
        assertThat(ExpositionParser.parse("x " + number + "\n", false, "x")
                        .samples()
                        .getFirst()
                        .value())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n",
                "x one\n",
                "x 0x1p3\n",
                "x 1_000\n",
                "x ١\n",
                "x 1 2 3\n",
                "x 1 soon\n",
                "x{a=\"1\" 1\n",
                "x{a=1} 1\n",
                "x{a=\"1} 1\n",
                "x{a=\"1\\\n",
                "x{a=\"1\",a=\"2\"} 1\n",
                "x{a=\"1\";b=\"2\"} 1\n",
                "x{=\"1\"} 1\n",
                "{a=\"1\"} 1\n",
                "9x 1\n",
                "x-y 1\n",
                "x 1\r\n",
                "# TYPE x\n",
                "# TYPE x counting\n",
                "# TYPE x counter\n# TYPE x gauge\n",
                "x 12"
            })
    void aMalformedLineGivesNothingAndIsNamed(String text) {
        String before = "good 1\n";
        assertThatThrownBy(() -> ExpositionParser.parse(before + text, false, "http://app/metrics"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("collect.exposition");
                    assertThat(failure.summary()).startsWith("Line ").contains("http://app/metrics");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x 1\n", "x 1\n# EOF\ny 2\n", "x 1\n# EOF\n\n", "# EOF "})
    void anOpenMetricsTextHasOneEndAndNothingBehindIt(String text) {
        assertThatThrownBy(() -> ExpositionParser.parse(text, true, "x")).isInstanceOf(Failure.class);
    }

    @Test
    void aTextCutAnywhereGivesNothingOrTheWholeLines() {
        int all = ExpositionParser.parse(PLAIN, false, "x").samples().size();
        for (int end = 0; end < PLAIN.length(); end++) {
            String cut = PLAIN.substring(0, end);
            try {
                assertThat(ExpositionParser.parse(cut, false, "x").samples()).hasSizeLessThanOrEqualTo(all);
                assertThat(cut.isEmpty()
                                || cut.endsWith("\n")
                                || cut.substring(cut.lastIndexOf('\n') + 1).isBlank())
                        .as("a line without its end is no line: %s", cut)
                        .isTrue();
            } catch (Failure told) {
                assertThat(told.code()).isEqualTo("collect.exposition");
            }
        }
    }

    @Test
    void anyTextIsReadOrRefusedNeverMore() {
        var random = new Random(7);
        String alphabet = "aZ_:{}=\",\\n \t#019.eE+-\nTYPEOF counter\u00e4\u0000";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(round % 2 == 0 ? "" : PLAIN);
            for (int change = 0; change < 1 + random.nextInt(6); change++) {
                int at = random.nextInt(text.length() + 1);
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                if (at < text.length() && random.nextBoolean()) {
                    text.setCharAt(at, c);
                } else {
                    text.insert(at, c);
                }
            }
            try {
                ExpositionParser.parse(text.toString(), random.nextBoolean(), "x");
            } catch (Failure told) {
                assertThat(told.code()).isEqualTo("collect.exposition");
            }
        }
    }

    @Test
    void aSeriesThatStandsTwiceIsToldAndCountsOnce() {
        var read = ExpositionParser.parse("x{a=\"1\"} 1\nx{a=\"1\"} 2\n", false, "x");
        assertThat(read.samples())
                .singleElement()
                .satisfies(x -> assertThat(x.value()).isEqualTo("1"));
        assertThat(read.repeated()).hasSize(1);
        var timed = ExpositionParser.parse("x 1 1000\nx 2 2000\n", false, "x");
        assertThat(timed.samples())
                .singleElement()
                .satisfies(x -> assertThat(x.value()).isEqualTo("2"));
        assertThat(timed.repeated()).isEmpty();
    }

    /** Pages as programs write them that use the usual library, in both formats. */
    @Test
    void pagesOfTheUsualLibraryAreRead() throws IOException {
        var registry = new PrometheusRegistry();
        var calls = Counter.builder().name("calls_total").labelNames("path").register(registry);
        calls.labelValues("C:\\x \"y\"\nz, {ü}").inc(9_007_199_254_740_991L);
        Gauge.builder().name("level").register(registry).set(-0.1);
        var took = Histogram.builder().name("took_seconds").classicOnly().register(registry);
        took.observe(0.25);
        took.observe(2);
        Summary.builder().name("size").quantile(0.5).register(registry).observe(3);
        Info.builder()
                .name("build_info")
                .labelNames("version")
                .register(registry)
                .setLabelValues("1");
        for (boolean openMetrics : new boolean[] {true, false}) {
            var page = new ByteArrayOutputStream();
            ExpositionFormatWriter writer = openMetrics
                    ? OpenMetricsTextFormatWriter.builder()
                            .setCreatedTimestampsEnabled(true)
                            .build()
                    : PrometheusTextFormatWriter.builder().build();
            writer.write(page, registry.scrape());
            var read = ExpositionParser.parse(page.toString(StandardCharsets.UTF_8), openMetrics, "x");
            Sample counter = sample(read, "calls_total", Map.of("path", "C:\\x \"y\"\nz, {ü}"));
            assertThat(counter.value()).isEqualByComparingTo("9007199254740991");
            assertThat(counter.kind()).isEqualTo(Kind.COUNTER);
            assertThat(counter.born() != null).isEqualTo(openMetrics);
            assertThat(sample(read, "level", Map.of()).value()).isEqualByComparingTo("-0.1");
            assertThat(sample(read, "took_seconds_sum", Map.of()).value()).isEqualByComparingTo("2.25");
            assertThat(sample(read, "took_seconds_count", Map.of()).kind()).isEqualTo(Kind.COUNTER);
            assertThat(sample(read, "size", Map.of("quantile", "0.5")).kind()).isEqualTo(Kind.LEVEL);
        }
    }

    private static Sample sample(Exposition read, String name, Map<String, String> labels) {
        return read.samples().stream()
                .filter(each -> each.series().equals(Series.of(name, labels)))
                .findFirst()
                .orElseThrow();
    }
}
