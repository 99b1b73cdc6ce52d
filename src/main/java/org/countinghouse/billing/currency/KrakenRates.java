package org.countinghouse.billing.currency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;

/** Kraken's public ticker: the price of the last trade, one currency at a time. */
public final class KrakenRates implements RateSource {
    /** Where it is. */
    public static final String ADDRESS = "https://api.kraken.com/0/public/Ticker";

    private final HttpUrl address;
    private final Clock clock;

    public KrakenRates(String address, Clock clock) {
        this.address = HttpUrl.get(address);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Kraken";
    }

    /** Currencies that are not traded there answer with an error of their own and are left out. */
    @Override
    public List<ExchangeRate> ofEuro(Set<String> wanted) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var rates = new ArrayList<ExchangeRate>();
        Failure last = null;
        for (String currency : wanted) {
            try {
                HttpUrl pair = address.newBuilder()
                        .addQueryParameter("pair", "EUR" + currency)
                        .build();
                JsonNode answer = Json.MAPPER.readTree(RateHttp.get(name(), pair));
                // The pair comes back under a name of Kraken's own; it is the only one.
                var results = answer.path("result").elements();
                if (answer.path("error").isEmpty() && results.hasNext()) {
                    RateValue.of(results.next().path("c").path(0).asText())
                            .ifPresent(rate -> rates.add(new ExchangeRate("EUR", currency, day, rate, name())));
                }
            } catch (IOException foreign) {
                last = RateHttp.useless(name(), "its answer cannot be read", foreign);
            } catch (Failure away) {
                last = away;
            }
        }
        if (rates.isEmpty() && last != null) {
            throw last;
        }
        return rates;
    }
}
