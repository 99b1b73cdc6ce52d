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

/** Coinbase's public exchange rates: current market prices of many currencies in one answer. */
public final class CoinbaseRates implements RateSource {
    /** Where they are. */
    public static final String ADDRESS = "https://api.coinbase.com/v2/exchange-rates?currency=EUR";

    private final HttpUrl address;
    private final Clock clock;

    public CoinbaseRates(String address, Clock clock) {
        this.address = HttpUrl.get(address);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Coinbase";
    }

    @Override
    public List<ExchangeRate> ofEuro(Set<String> wanted) {
        try {
            JsonNode data = Json.MAPPER.readTree(RateHttp.get(name(), address)).path("data");
            var rates = new ArrayList<ExchangeRate>();
            if (data.path("currency").asText().equals("EUR")) {
                LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
                for (String currency : wanted) {
                    RateValue.of(data.path("rates").path(currency).asText())
                            .ifPresent(rate -> rates.add(new ExchangeRate("EUR", currency, day, rate, name())));
                }
            }
            return rates;
        } catch (IOException foreign) {
            throw RateHttp.useless(name(), "its answer cannot be read", foreign);
        }
    }
}
