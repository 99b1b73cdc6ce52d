package org.countinghouse.billing.currency;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.money.Currencies;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * Exchange rates as they are kept: what sources published, what files brought, and what people set. For each day a rate
 * set by hand goes before the European Central Bank's, and that before all others.
 */
public final class ExchangeRates {
    /** The source of rates that people set. */
    public static final String MANUAL = "manual";

    /** On days without a rate the last one before holds: over weekends and the longest holidays, not for ever. */
    static final int MOST_DAYS_OLD = 10;

    private static final String EURO = "EUR";
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

    private final Database database;
    private final List<RateSource> sources;
    private final Clock clock;

    /** @param sources in the order in which they are asked */
    public ExchangeRates(Database database, List<RateSource> sources, Clock clock) {
        this.database = database;
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    /** With the sources that are asked by default: the European Central Bank, then Coinbase, then Kraken. */
    public static ExchangeRates of(Database database, Clock clock) {
        return new ExchangeRates(
                database,
                List.of(
                        new EcbRates(EcbRates.ADDRESS),
                        new CoinbaseRates(CoinbaseRates.ADDRESS, clock),
                        new KrakenRates(KrakenRates.ADDRESS, clock)),
                clock);
    }

    /**
     * What came of asking.
     *
     * @param loaded rates that were kept
     * @param missing currencies that no source knows
     * @param failures of sources that did not answer
     */
    public record Update(List<ExchangeRate> loaded, Set<String> missing, List<Failure> failures) {}

    /** The currencies of plans, customers, wallets and books, but the euro. */
    public Set<String> inUse() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select currency from plan union select currency from customer union select currency from wallet
                    union select billing_currency from customer where billing_currency is not null
                    union select books_currency from billing_entity where books_currency is not null""")) {
                return currencies(statement);
            }
        });
    }

    /**
     * Those that invoices need, of sellers with books in one currency or to customers billed in another one, and for which
     * no source has answered today. What people set or loaded today does not count: the sources may know better.
     */
    public Set<String> outdated() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select u.currency from (select currency from plan union select currency from customer
                        union select books_currency from billing_entity where books_currency is not null
                        union select billing_currency from customer where billing_currency is not null) u
                    where exists (select from billing_entity where books_currency is not null)
                        or exists (select from customer where billing_currency is not null)""")) {
                Set<String> needed = currencies(statement);
                var asks = RateAsks.since(connection, clock.instant().truncatedTo(ChronoUnit.DAYS));
                needed.removeIf(currency -> asks.settles(currency, sources));
                return needed;
            }
        });
    }

    private static Set<String> currencies(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var currencies = new TreeSet<String>();
            while (rows.next()) {
                currencies.add(rows.getString(1));
            }
            currencies.remove(EURO);
            return currencies;
        }
    }

    /** Asks the sources, each only for what those before it did not tell, and keeps what they say. */
    public Update update(Set<String> wanted) {
        var left = new LinkedHashSet<>(new TreeSet<>(wanted));
        left.remove(EURO);
        var loaded = new ArrayList<ExchangeRate>();
        var failures = new ArrayList<Failure>();
        for (RateSource source : sources) {
            if (left.isEmpty()) {
                break;
            }
            try {
                List<ExchangeRate> told = source.ofEuro(left);
                answered(source, left, told);
                loaded.addAll(told);
                told.forEach(rate -> left.remove(rate.quote()));
            } catch (Failure away) {
                failures.add(away);
            }
        }
        keep(loaded, "");
        return new Update(loaded, left, failures);
    }

    private void answered(RateSource source, Set<String> asked, List<ExchangeRate> rates) {
        Set<String> told = rates.stream().map(ExchangeRate::quote).collect(Collectors.toSet());
        database.write(connection -> {
            RateAsks.keep(connection, source.name(), asked, told, clock.instant());
            return true;
        });
    }

    /**
     * Keeps the rates of a file in the form of the European Central Bank, which has it for a day, 90 days and all years.
     * All of them or none. They are the bank's, and the file's name is noted with them.
     *
     * @return how many were new
     * @throws Failure {@code currency.source} when it is no such file, {@code currency.value} naming the line and the rate
     *     that cannot be kept
     */
    public int load(InputStream file, String name) {
        return keep(
                EcbRates.read(file, name, EcbRates.Unfit.REFUSED).stream()
                        .filter(rate -> Currencies.find(rate.quote()).isPresent())
                        .map(rate ->
                                new ExchangeRate(rate.base(), rate.quote(), rate.day(), rate.rate(), EcbRates.NAME))
                        .toList(),
                name.equals(EcbRates.NAME) ? "" : name);
    }

    /**
     * Sets a rate by hand.
     *
     * @throws Failure {@code currency.unknown}, {@code currency.same} or {@code currency.value}
     */
    public void set(String base, String quote, LocalDate day, BigDecimal rate, String note) {
        for (String code : List.of(base, quote)) {
            if (Currencies.find(code).isEmpty()) {
                throw new Failure(
                        "currency.unknown",
                        "\"" + code + "\" is no currency.",
                        "Give its code of ISO 4217, for example EUR. Nothing was changed.");
            }
        }
        if (base.equals(quote)) {
            throw new Failure(
                    "currency.same",
                    "One " + base + " is one " + base + ".",
                    "Name two different currencies. Nothing was changed.");
        }
        RateValue.wrong(rate).ifPresent(why -> {
            throw new Failure(
                    "currency.value",
                    "The rate " + RateValue.shown(rate.toString()) + " " + why + ".",
                    "Give what one " + base + " costs in " + quote + ". Nothing was changed.");
        });
        keep(List.of(new ExchangeRate(base, quote, day, rate, MANUAL)), note);
    }

    /** What is the same as the last one of its source and day is not kept again. */
    private int keep(Collection<ExchangeRate> rates, String note) {
        if (rates.isEmpty()) {
            return 0;
        }
        return database.write(connection -> {
            int added = 0;
            try (var statement = connection.prepareStatement("""
                    insert into exchange_rate (base, quote, day, rate, source, note, loaded_at)
                    select ?, ?, ?, ?, ?, ?, ? where ? is distinct from (select rate from exchange_rate
                        where base = ? and quote = ? and day = ? and source = ? order by id desc limit 1)""")) {
                for (ExchangeRate rate : rates) {
                    statement.setString(1, rate.base());
                    statement.setString(2, rate.quote());
                    statement.setObject(3, rate.day());
                    statement.setBigDecimal(4, rate.rate());
                    statement.setString(5, rate.source());
                    statement.setString(6, note);
                    statement.setTimestamp(7, Timestamp.from(clock.instant()));
                    statement.setBigDecimal(8, rate.rate());
                    statement.setString(9, rate.base());
                    statement.setString(10, rate.quote());
                    statement.setObject(11, rate.day());
                    statement.setString(12, rate.source());
                    statement.addBatch();
                }
                for (int count : statement.executeBatch()) {
                    added += Math.max(0, count);
                }
            }
            for (ExchangeRate rate : rates) {
                if (rate.source().equals(MANUAL)) {
                    audit(connection, rate);
                }
            }
            Database.notify(connection, "currency", "rates");
            return added;
        });
    }

    private static void audit(Connection connection, ExchangeRate rate) throws SQLException {
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("day", rate.day().toString())
                .put("rate", rate.rate().toPlainString());
        AuditLog.append(connection, "currency.set", rate.base() + "/" + rate.quote(), detail.toString());
    }

    /**
     * What one unit of a currency is worth in another one on a day: as kept, turned round, or by way of the euro; on a
     * day without a rate that of the last day before, at most ten days back. Of a kept one and one by way of the euro the
     * later counts, of two of one day the kept one, unless only the other was set by hand.
     *
     * @throws Failure {@code currency.missing}
     */
    public ExchangeRate on(String base, String quote, LocalDate day) {
        if (base.equals(quote)) {
            return new ExchangeRate(base, quote, day, BigDecimal.ONE, "same");
        }
        return database.read(connection -> find(connection, base, quote, day))
                .orElseThrow(() -> new Failure(
                        "currency.missing",
                        "There is no exchange rate of " + base + " in " + quote + " for " + day + ".",
                        "Update the rates, set this one by hand, or import a file of rates that has the day."));
    }

    /**
     * As {@link #on}, within a transaction.
     *
     * @param base another one than {@code quote}
     */
    public static Optional<ExchangeRate> find(Connection connection, String base, String quote, LocalDate day)
            throws SQLException {
        Optional<ExchangeRate> kept = direct(connection, base, quote, day);
        Optional<ExchangeRate> crossed = throughEuro(connection, base, quote, day);
        if (kept.isEmpty() || crossed.isEmpty()) {
            return kept.or(() -> crossed);
        }
        int later = crossed.get().day().compareTo(kept.get().day());
        boolean byHand =
                crossed.get().source().equals(MANUAL) && !kept.get().source().equals(MANUAL);
        return later > 0 || (later == 0 && byHand) ? crossed : kept;
    }

    private static Optional<ExchangeRate> throughEuro(Connection connection, String base, String quote, LocalDate day)
            throws SQLException {
        Optional<ExchangeRate> first = direct(connection, base, EURO, day);
        Optional<ExchangeRate> second = direct(connection, EURO, quote, day);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        String one = first.get().source();
        String other = second.get().source();
        LocalDate older = first.get().day().isBefore(second.get().day())
                ? first.get().day()
                : second.get().day();
        return Optional.of(new ExchangeRate(
                base,
                quote,
                older,
                kept(first.get().rate().multiply(second.get().rate(), DIGITS)),
                one.equals(other) ? one : one + " and " + other));
    }

    private static BigDecimal kept(BigDecimal rate) {
        return rate.scale() <= RateValue.MOST_DIGITS
                ? rate
                : rate.setScale(RateValue.MOST_DIGITS, RoundingMode.HALF_EVEN);
    }

    /** A rate that was turned round has 16 digits. */
    private static Optional<ExchangeRate> direct(Connection connection, String base, String quote, LocalDate day)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select base, day, rate, source from exchange_rate
                where ((base = ? and quote = ?) or (base = ? and quote = ?)) and day <= ? and day >= ?
                order by day desc, case source when 'manual' then 0 when 'ECB' then 1 else 2 end, id desc limit 1""")) {
            statement.setString(1, base);
            statement.setString(2, quote);
            statement.setString(3, quote);
            statement.setString(4, base);
            statement.setObject(5, day);
            statement.setObject(6, day.minusDays(MOST_DAYS_OLD));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                BigDecimal rate = row.getBigDecimal(3);
                boolean straight = row.getString(1).equals(base);
                return Optional.of(new ExchangeRate(
                        base,
                        quote,
                        row.getObject(2, LocalDate.class),
                        straight ? rate : kept(BigDecimal.ONE.divide(rate, DIGITS)),
                        row.getString(4)));
            }
        }
    }

    /** Rates as they are kept, the last days first. */
    public List<ExchangeRate> list(int most) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select base, quote, day, rate, source from (
                        select distinct on (base, quote, day, source) * from exchange_rate
                        order by base, quote, day, source, id desc) last
                    order by day desc, base, quote, source limit ?""")) {
                statement.setInt(1, most);
                try (var rows = statement.executeQuery()) {
                    var rates = new ArrayList<ExchangeRate>();
                    while (rows.next()) {
                        rates.add(new ExchangeRate(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getObject(3, LocalDate.class),
                                rows.getBigDecimal(4),
                                rows.getString(5)));
                    }
                    return rates;
                }
            }
        });
    }
}
