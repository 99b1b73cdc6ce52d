package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no price list, or a broken one, are refused with the place. */
class BrokenListTest {
    private static void refused(String code, String part, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.summary()).contains(part);
        });
    }

    private static void refused(String code, String part, PriceSource source, String text) {
        refused(code, part, () -> Lists.read(source, text));
    }

    @Test
    void brokenJsonIsNamedWithItsPlace() {
        refused("prices.unreadable", "at line 2, column", PriceSource.LITELLM, "{\"a\":{\n\"b\" 1}}");
        refused("prices.unreadable", "at line 1, column", PriceSource.GENAI, "[{\"id\":\"a\"");
        refused("prices.unreadable", "at line 3, column", PriceSource.ENERGY, "{}\n\n{\"meta\":");
    }

    @Test
    void fieldThatComesTwiceIsNoPrice() {
        refused(
                "prices.unreadable",
                "Duplicate field 'input_cost_per_token'",
                PriceSource.LITELLM,
                "{\"a\":{\"input_cost_per_token\":1,\"input_cost_per_token\":2}}");
        refused("prices.unreadable", "Duplicate field 'a'", PriceSource.LITELLM, "{\"a\":{},\"a\":{}}");
    }

    @Test
    void numberWithoutMeaningIsNamed() {
        refused(
                "prices.unreadable",
                "at line 1, column",
                PriceSource.LITELLM,
                "{\"a\":{\"input_cost_per_token\":1e99999999999}}");
    }

    @Test
    void otherShapesAreNamedWithTheirPlace() {
        refused("prices.shape", "a list of providers is expected at line 1", PriceSource.GENAI, "{}");
        refused("prices.shape", "an object is expected at line 1", PriceSource.LITELLM, "[]");
        refused("prices.shape", "\"items\"", PriceSource.ORACLE, "{\"a\":1}");
        refused("prices.shape", "the list of parts is expected at line 2", PriceSource.ORACLE, "{\n\"items\":{}}");
        refused("prices.shape", "a tariff is expected at line 2", PriceSource.ENERGY, "{}\n7");
        refused("prices.shape", "an object is expected at line 1", PriceSource.ORACLE, "[]");
        refused("prices.unreadable", "goes on after its end at line 2", PriceSource.GENAI, "[]\n{}");
        refused("prices.unreadable", "goes on after its end at line 2", PriceSource.LITELLM, "{}\n{}");
        refused("prices.unreadable", "goes on after its end at line 2", PriceSource.ORACLE, "{\"items\":[]}\n{}");
    }

    @Test
    void otherShapesAreNamedWithWhatTheyShouldBe() {
        refused("prices.shape", "list is not the price map of litellm: ", PriceSource.LITELLM, "[]");
        refused("prices.shape", "list is not the data file of genai-prices: ", PriceSource.GENAI, "{}");
        refused("prices.shape", "list is not Oracle's price list: ", PriceSource.ORACLE, "[]");
        refused("prices.shape", "list is not open energy tariffs: ", PriceSource.ENERGY, "7");
    }

    @Test
    void anEntryWithoutNameIsNamedByItsLine() {
        PriceBook book = Lists.read(PriceSource.ORACLE, """
                {"items":[
                {"partNumber":"B1","metricName":"Each","serviceCategory":"C","currencyCodeLocalizations":[]},
                {"serviceCategory":"C"}]}""");
        assertThat(book.report().leftOut()).extracting(PriceReport.LeftOut::key).containsExactly("B1", "line 3");
    }

    @Test
    void tariffsMayStandInAList() {
        String tariff = "{\"meta\":{\"id\":\"%s\",\"currency\":\"EUR\"},"
                + "\"tariff\":{\"kind\":\"flat\",\"import\":{\"flatRate\":0.3}}}";
        PriceBook book =
                Lists.read(PriceSource.ENERGY, "[" + tariff.formatted("a") + "," + tariff.formatted("b") + "]");
        assertThat(book.report().taken()).extracting(PriceReport.Taken::key).containsExactly("a", "b");
    }

    @Test
    void codesThatAreTakenAreNumbered() {
        Codes codes = new Codes();
        assertThat(new String[] {codes.unique("a"), codes.unique("a"), codes.unique("a"), codes.unique("b")})
                .containsExactly("a", "a-2", "a-3", "b");
    }

    /** Forty characters of what stands there are enough to find it. */
    @ParameterizedTest
    @CsvSource({
        "12345678901234567890123456789012345678,'\"12345678901234567890123456789012345678\".'",
        "123456789012345678901234567890123456789,'\"123456789012345678901234567890123456789….'"
    })
    void whatIsNoPriceIsQuoted(String text, String quoted) {
        PriceBook book = Lists.read(
                PriceSource.LITELLM, "{\"m\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":\"" + text + "\"}}");
        assertThat(book.report().leftOut().getFirst().message()).isEqualTo("The price is no number: " + quoted);
    }

    private static final class Stopped implements Progress {
        @Override
        public void report(String step, long done, long total) {}

        @Override
        public boolean cancelled() {
            return true;
        }
    }

    @Test
    void readingEndsWhenItIsCancelled() {
        assertThatThrownBy(() -> PriceBooks.read(
                        PriceSource.LITELLM, Lists.input("{\"a\":{}}"), "list", PriceFilter.ALL, new Stopped()))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void emptyFileAndUnknownFileAreTold() {
        refused("prices.shape", "an object is expected", PriceSource.LITELLM, "");
        refused("prices.nothing", "is no price", PriceSource.ENERGY, "");
        for (String text : new String[] {"", "7", "{}", "[]", "{\"a\":1}", "[{\"id\":1}]"}) {
            refused("prices.unknown_source", "list", () -> PriceBooks.detect(Lists.input(text), "list"));
        }
    }

    @Test
    void filterWithoutMatchIsTold() {
        refused(
                "prices.nothing",
                "no price of \"nobody\" named \"x\"",
                () -> Lists.read(PriceSource.LITELLM, new PriceFilter("nobody", "x")));
    }

    @Test
    void foreignEncodingIsTold() {
        byte[] latin = "{\"a\":{\"notes\":\"Grundgebühr\"}}".getBytes(StandardCharsets.ISO_8859_1);
        refused(
                "prices.unreadable",
                "list",
                () -> PriceBooks.read(
                        PriceSource.LITELLM, new ByteArrayInputStream(latin), "list", PriceFilter.ALL, Progress.NONE));
    }

    @Test
    void endlessInputEndsAtTheLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        refused(
                "prices.too_large",
                "more than 64 MB",
                () -> PriceBooks.read(PriceSource.LITELLM, endless, "list", PriceFilter.ALL, Progress.NONE));
    }

    @Test
    void deepNestingIsRefused() {
        refused("prices.unreadable", "list", PriceSource.LITELLM, "{\"a\":" + "[".repeat(100_000));
    }

    /** One entry that makes no sense does not keep the others from being read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.5                       | NEGATIVE",
                "\"0.5\"                    | NOT_A_NUMBER",
                "true                       | NOT_A_NUMBER",
                "1e999999999                | TOO_LONG",
                "1e-999999999               | TOO_LONG",
                "0.1234567890123456789012345| TOO_LONG",
                "1000000000000              | TOO_LONG",
            })
    void priceWithoutMeaningIsLeftOut(String value, Reason reason) {
        PriceBook book = Lists.read(
                PriceSource.LITELLM,
                "{\"odd\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":%s,\"output_cost_per_token\":1},\"none\":{}}"
                        .formatted(value));
        assertThat(book.report().leftOut().getFirst().reason()).isEqualTo(reason);
        assertThat(book.report().leftOut().getFirst().field()).isEqualTo("input_cost_per_token");
        assertThat(book.report().taken()).hasSize(1);
        PriceReport.LeftOut none = book.report().leftOut().getLast();
        assertThat(none.reason()).isEqualTo(Reason.BAD_ENTRY);
        assertThat(none.message()).contains("line 1", "$.none.litellm_provider");
    }

    @ParameterizedTest
    @CsvSource({"1.5e-07,0.00000015", "3,3", "2E+2,200", "0e-999999999,0", "1.50,1.50", "1e-12,0.000000000001"})
    void priceKeepsItsDigits(String text, String plain) {
        PriceBook book = Lists.read(
                PriceSource.LITELLM, "{\"m\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":" + text + "}}");
        assertThat(book.report().taken().getFirst().price().toPlainString()).isEqualTo(plain);
        assertThat(Objects.requireNonNull(book.plans().getFirst())
                        .charges()
                        .getFirst()
                        .unit())
                .isNull();
    }
}
