package org.countinghouse.billing.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources are real HTTP servers that answer in the forms that the three publish. */
class ExchangeRatesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-05T09:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate FRIDAY = LocalDate.parse("2026-10-02");

    private static final String ECB = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
              <gesmes:subject>Reference rates</gesmes:subject>
              <Cube><Cube time='2026-10-02'>
                <Cube currency='USD' rate='1.1000'/><Cube currency='JPY' rate='160.50'/>
                <Cube currency='GBP' rate='0.88000'/></Cube>
                <Cube time='2026-10-01'><Cube currency='USD' rate='1.0900'/></Cube></Cube>
            </gesmes:Envelope>""";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private TestDatabase test;
    private ExchangeRates rates;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String at = "http://127.0.0.1:" + server.getAddress().getPort();
        test = TestDatabase.fresh();
        rates = new ExchangeRates(
                test.database(),
                List.of(
                        new EcbRates(at + "/ecb.xml"),
                        new CoinbaseRates(at + "/coinbase", CLOCK),
                        new KrakenRates(at + "/kraken", CLOCK)),
                CLOCK);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        test.close();
    }

    private int load(String file) {
        return rates.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "ECB");
    }

    private String on(String base, String quote, String day) {
        var rate = rates.on(base, quote, LocalDate.parse(day));
        return rate.rate().stripTrailingZeros().toPlainString() + " " + rate.day() + " " + rate.source();
    }

    @Test
    void eachSourceIsAskedForWhatThoseBeforeDoNotTell() {
        answers.put("/ecb.xml", ECB);
        answers.put("/coinbase", """
                {"data":{"currency":"EUR","rates":{"USD":"9","UAH":"48.5","BTC":"0.00001"}}}""");
        answers.put("/kraken?pair=EURARS", """
                {"error":[],"result":{"EURARS":{"a":["1700"],"c":["1690.5","0.1"]}}}""");
        answers.put("/kraken?pair=EURXOF", "{\"error\":[\"EQuery:Unknown asset pair\"]}");

        var update = rates.update(Set.of("USD", "UAH", "ARS", "XOF", "EUR"));

        assertThat(update.failures()).isEmpty();
        assertThat(update.missing()).containsExactly("XOF");
        assertThat(on("EUR", "USD", "2026-10-05")).isEqualTo("1.1 2026-10-02 ECB");
        assertThat(on("EUR", "UAH", "2026-10-05")).isEqualTo("48.5 2026-10-05 Coinbase");
        assertThat(on("EUR", "ARS", "2026-10-05")).isEqualTo("1690.5 2026-10-05 Kraken");
        assertThat(asked).noneMatch(path -> path.contains("EURUSD"));
    }

    @Test
    void whenOneIsAwayTheNextOneAnswersAndAllAwayLoseNothing() {
        answers.put("/coinbase", "{\"data\":{\"currency\":\"EUR\",\"rates\":{\"USD\":\"1.11\"}}}");
        var update = rates.update(Set.of("USD"));
        assertThat(update.missing()).isEmpty();
        assertThat(update.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("currency.source");
            assertThat(failure.summary()).isEqualTo("ECB gives no exchange rates: it answers with HTTP status 503.");
        });
        answers.clear();
        assertThat(rates.update(Set.of("USD")).failures()).hasSize(3);
        assertThat(on("EUR", "USD", "2026-10-05")).isEqualTo("1.11 2026-10-05 Coinbase");
    }

    @Test
    void overWeekendsTheLastRateHoldsButNotForEver() {
        assertThat(load(ECB)).isEqualTo(4);
        assertThat(load(ECB)).isZero();
        assertThat(on("EUR", "USD", "2026-10-01")).isEqualTo("1.09 2026-10-01 ECB");
        assertThat(on("EUR", "USD", "2026-10-12")).isEqualTo("1.1 2026-10-02 ECB");
        assertThatThrownBy(() -> on("EUR", "USD", "2026-10-13"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("currency.missing"));
        assertThatThrownBy(() -> on("EUR", "USD", "2026-09-30")).isInstanceOf(Failure.class);
    }

    @Test
    void ratesAreTurnedRoundAndCrossedThroughTheEuro() {
        load(ECB);
        // 1 / 1.1 and 0.88 / 1.1.
        assertThat(on("USD", "EUR", "2026-10-02")).isEqualTo("0.9090909090909091 2026-10-02 ECB");
        assertThat(on("USD", "GBP", "2026-10-02")).isEqualTo("0.8 2026-10-02 ECB");
        assertThat(on("EUR", "EUR", "1999-01-01")).isEqualTo("1 1999-01-01 same");
        assertThat(rates.on("EUR", "JPY", FRIDAY).of(new BigDecimal("10.00"))).isEqualTo("1605");
        assertThat(rates.on("USD", "GBP", FRIDAY).of(new BigDecimal("0.01"))).isEqualTo("0.01");
    }

    @Test
    void whatPeopleSetGoesBeforeTheBankOnItsDay() {
        load(ECB);
        rates.set("EUR", "USD", FRIDAY, new BigDecimal("1.2"), "contract 7");
        rates.set("EUR", "USD", FRIDAY, new BigDecimal("1.25"), "contract 7, corrected");
        assertThat(on("EUR", "USD", "2026-10-03")).isEqualTo("1.25 2026-10-02 manual");
        rates.set("CHF", "USD", FRIDAY, new BigDecimal("1.3"), "");
        assertThat(on("USD", "CHF", "2026-10-02")).isEqualTo("0.7692307692307692 2026-10-02 manual");
        assertThat(rates.list(100)).hasSize(6);
        for (String[] bad : new String[][] {{"EUR", "XXX", "1"}, {"EUR", "EUR", "1"}, {"EUR", "USD", "0"}}) {
            assertThatThrownBy(() -> rates.set(bad[0], bad[1], FRIDAY, new BigDecimal(bad[2]), ""))
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void aLaterRateOfTheBankGoesBeforeACrossRateSetByHandBefore() {
        load(ECB);
        rates.set("GBP", "USD", FRIDAY.minusDays(1), new BigDecimal("1.5"), "");
        // 1.1 / 0.88, of the day after.
        assertThat(on("GBP", "USD", "2026-10-05")).isEqualTo("1.25 2026-10-02 ECB");
        assertThat(on("GBP", "USD", "2026-10-01")).isEqualTo("1.5 2026-10-01 manual");
        rates.set("GBP", "USD", FRIDAY, new BigDecimal("1.5"), "");
        assertThat(on("GBP", "USD", "2026-10-05")).as("of one day").isEqualTo("1.5 2026-10-02 manual");
    }

    @Test
    void aFileOfTheBankIsTheBanks() {
        answers.put("/coinbase", "{\"data\":{\"currency\":\"EUR\",\"rates\":{\"USD\":\"1.11\"}}}");
        rates.load(
                new ByteArrayInputStream(ECB.replace("2026-10-02", "2026-10-05").getBytes(StandardCharsets.UTF_8)),
                "eurofxref.xml");
        rates.update(Set.of("USD"));
        assertThat(on("EUR", "USD", "2026-10-05")).isEqualTo("1.1 2026-10-05 ECB");
    }

    @Test
    void whoAnsweredTodayIsNotAskedAgainAndWhatWasSetTodayStopsNobody() {
        run("insert into billing_entity (code, name, country, books_currency, created_at)"
                + " values ('x', 'X', 'DE', 'USD', now())");
        run("insert into customer (external_id, name, currency, billing_entity_id, created_at)"
                + " select 'c', 'C', 'GBP', id, now() from billing_entity where code = 'x'");
        rates.set("EUR", "USD", FRIDAY.plusDays(3), new BigDecimal("1.2"), "");
        assertThat(rates.outdated()).contains("USD", "GBP");
        answers.put("/coinbase", "{\"data\":{\"currency\":\"EUR\",\"rates\":{\"USD\":\"1.11\",\"GBP\":\"0.9\"}}}");
        rates.update(rates.outdated());
        assertThat(rates.outdated()).as("the bank was away").contains("USD", "GBP");
        answers.put("/ecb.xml", ECB);
        rates.update(rates.outdated());
        assertThat(rates.outdated()).isEmpty();
        run("update exchange_rate_ask set answered_at = answered_at - interval '1 day'");
        assertThat(rates.outdated()).contains("USD", "GBP");
        rates.update(rates.outdated());
        assertThat(rates.outdated()).as("unchanged, as on weekends").isEmpty();
    }

    private void run(String sql) {
        test.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<Cube time='2026-10-02'><Cube currency='USD' rate='1.1'/>",
                "<Cube time='yesterday'><Cube currency='USD' rate='1.1'/></Cube>",
                "<Cube><Cube currency='USD' rate='1.1'/></Cube>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><Cube time='2026-10-02'>&x;</Cube>",
                "<!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><Cube time='2026-10-02'><Cube currency='USD' rate='1'/>&b;</Cube>"
            })
    void brokenAndHostileFilesAreRefused(String file) {
        assertThatThrownBy(() -> load(file))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("currency.source"));
        assertThat(rates.list(10)).isEmpty();
    }

    /** All with a good rate before and behind it, of which nothing is kept either. */
    @ParameterizedTest
    @CsvSource({
        "0, is not above zero",
        "0.000, is not above zero",
        "-1.1, is not above zero",
        "NaN, is no number in plain digits",
        "'1,1', is no number in plain digits",
        "1e3, is no number in plain digits",
        "'', is no number in plain digits",
        "1.1234567890123456789012345678901, has more than 30 digits",
        "1234567890123456789012345678901, has more than 30 digits",
        "0.0000000000001, beyond a million millions to one",
        "1000000000001, beyond a million millions to one"
    })
    void aRateThatCannotBeKeptIsNamedWithItsLineAndNothingIsKept(String value, String why) {
        String file = "<Cube>\n<Cube time='2026-10-02'>\n<Cube currency='USD' rate='1.1'/>\n<Cube currency='GBP' rate='"
                + value + "'/>\n<Cube currency='JPY' rate='160'/></Cube></Cube>";
        assertThatThrownBy(() -> load(file)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("currency.value");
            assertThat(failure.summary())
                    .startsWith("ECB, line 4: the rate \"" + value + "\" of GBP on 2026-10-02 ")
                    .contains(why);
        });
        assertThat(rates.list(10)).isEmpty();
    }

    @Test
    void anAbsurdlyLongRateIsCutInTheMessage() {
        String digits = "1." + "7".repeat(2_000_000);
        assertThatThrownBy(() -> load("<Cube time='2026-10-02'><Cube currency='USD' rate='" + digits + "'/></Cube>"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.summary())
                                .isEqualTo("ECB, line 1: the rate \"" + digits.substring(0, 40)
                                        + "\u2026\" of USD on 2026-10-02 has more than 30 digits."));
        assertThat(rates.list(10)).isEmpty();
    }

    /** The longest that can be kept is the same by hand and from a file, and can be turned round. */
    @Test
    void theLongestRateIsTheSameByHandAndFromAFile() {
        String longest = "1." + "1".repeat(29);
        assertThat(load("<Cube time='2026-10-02'><Cube currency='USD' rate='" + longest + "'/></Cube>"))
                .isEqualTo(1);
        rates.set("EUR", "GBP", FRIDAY, new BigDecimal(longest), "");
        assertThat(on("EUR", "USD", "2026-10-02")).startsWith(longest + " ");
        assertThat(on("USD", "EUR", "2026-10-02")).startsWith("0.9 ");
        for (String bad : List.of(longest + "1", "-1E+999999999", "1E+2147483647", "1E-2147483647")) {
            assertThatThrownBy(() -> rates.set("EUR", "GBP", FRIDAY, new BigDecimal(bad), ""))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("currency.value"));
        }
        assertThatThrownBy(() -> test.database().write(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("insert into exchange_rate (base, quote, day, rate, source,"
                                + " loaded_at) values ('EUR', 'USD', '2026-10-02', 1e13, 'x', now())");
                    }
                }))
                .isInstanceOf(Failure.class);
    }

    /** Of a source that is asked, what cannot be kept is asked of the next one. */
    @Test
    void anUnfitRateOfASourceIsLeftToTheNextOne() {
        answers.put("/ecb.xml", ECB.replace("1.1000", "1" + "0".repeat(40)).replace("1.0900", "0"));
        answers.put("/coinbase", "{\"data\":{\"currency\":\"EUR\",\"rates\":{\"USD\":\"0\"}}}");
        answers.put("/kraken?pair=EURUSD", "{\"error\":[],\"result\":{\"EURUSD\":{\"c\":[\"1.12\",\"0.1\"]}}}");
        var update = rates.update(Set.of("USD"));
        assertThat(update.missing()).isEmpty();
        assertThat(on("EUR", "USD", "2026-10-05")).isEqualTo("1.12 2026-10-05 Kraken");
    }
}
