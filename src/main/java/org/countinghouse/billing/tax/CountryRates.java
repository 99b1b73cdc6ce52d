package org.countinghouse.billing.tax;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rates of countries, read once for all customers of a batch. */
public final class CountryRates {
    private final Map<Country, List<DatedRate>> rates = new HashMap<>();

    /**
     * A country as a seller charges it.
     *
     * @param code null = not known: nothing is charged
     */
    public record Country(long billingEntityId, @Nullable String code) {}

    private CountryRates() {}

    /** Those that are set now. */
    public static CountryRates of(Connection connection, Stream<Country> countries) throws SQLException {
        var found = new CountryRates();
        Set<Country> asked = new LinkedHashSet<>(
                countries.filter(country -> country.code() != null).toList());
        if (!asked.isEmpty()) {
            found.read(connection, asked);
        }
        return found;
    }

    /** In any order. */
    public List<DatedRate> of(Country country) {
        return rates.getOrDefault(country, List.of());
    }

    private void read(Connection connection, Collection<Country> asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select k.entity, k.country, r.code, r.category, r.valid_from, r.rate, r.compound
                from unnest(?::bigint[], ?::text[]) k (entity, country)
                    cross join lateral (select code, category, valid_from, rate, compound from tax_rate_current t
                        where t.billing_entity_id = k.entity and t.country = k.country) r""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            asked.stream().map(Country::billingEntityId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", asked.stream().map(Country::code).toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rates.computeIfAbsent(new Country(row.getLong(1), row.getString(2)), _ -> new ArrayList<>())
                            .add(new DatedRate(
                                    row.getString(3),
                                    row.getString(4),
                                    Objects.requireNonNull(row.getObject(5, LocalDate.class)),
                                    row.getBigDecimal(6),
                                    row.getBoolean(7)));
                }
            }
        }
    }
}
