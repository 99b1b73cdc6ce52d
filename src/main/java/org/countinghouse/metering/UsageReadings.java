package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.UsageEvent;
import org.countinghouse.storage.Database;

/**
 * A customer's stored usage for rating: hourly readings where they give the same result, raw events only where the
 * aggregation, the properties or the bounds of the period need them.
 */
public final class UsageReadings {
    private static final PeriodUsage NONE = new PeriodUsage(List.of(), List.of());

    private final Database database;

    public UsageReadings(Database database) {
        this.database = database;
    }

    /**
     * Usage of the half-open period.
     *
     * @param meters what is metered
     * @param properties by which the plan tells usage apart
     */
    public PeriodUsage of(long customerId, List<Meter> meters, Set<String> properties, Instant from, Instant to) {
        var readingsOf = new Wanted();
        var eventsOf = new Wanted();
        for (List<Meter> listening : byEvent(meters)) {
            boolean readingsServe = listening.stream().allMatch(meter -> readingsServe(meter, properties, from, to));
            for (Meter meter : listening) {
                if (readingsServe) {
                    readingsOf.add(meter.code(), meter.carryOver());
                } else {
                    eventsOf.add(meter.eventType(), meter.carryOver());
                }
            }
        }
        return database.read(connection -> new PeriodUsage(
                readings(connection, customerId, readingsOf, from, to),
                events(connection, customerId, eventsOf, from, to)));
    }

    /**
     * What is asked for one customer.
     *
     * @param properties by which the plan tells usage apart
     * @param totals readings of all hours may come as one
     */
    public record Question(
            long customerId, List<Meter> meters, Set<String> properties, Instant from, Instant to, boolean totals) {}

    /** Usage for many questions, in their order: those that hourly readings answer with one query for all of them. */
    public List<PeriodUsage> of(List<Question> questions) {
        var answers = new ArrayList<PeriodUsage>(java.util.Collections.nCopies(questions.size(), NONE));
        var totals = new ArrayList<Integer>();
        var hours = new ArrayList<Integer>();
        for (int index = 0; index < questions.size(); index++) {
            Question question = questions.get(index);
            if (question.meters().isEmpty() || !question.from().isBefore(question.to())) {
                continue;
            }
            boolean together = question.meters().stream()
                    .allMatch(meter -> !meter.carryOver()
                            && readingsServe(meter, question.properties(), question.from(), question.to()));
            if (!together) {
                answers.set(
                        index,
                        of(
                                question.customerId(),
                                question.meters(),
                                question.properties(),
                                question.from(),
                                question.to()));
            } else {
                (question.totals() ? totals : hours).add(index);
            }
        }
        database.read(connection -> {
            ManyReadings.answer(connection, questions, totals, true, answers);
            ManyReadings.answer(connection, questions, hours, false, answers);
            return null;
        });
        return answers;
    }

    /**
     * Meters that listen to one event type are served alike: an event given for one of them would count for the others
     * too, beside their readings.
     */
    private static Collection<List<Meter>> byEvent(List<Meter> meters) {
        return meters.stream()
                .collect(Collectors.groupingBy(Meter::eventType, TreeMap::new, Collectors.toList()))
                .values();
    }

    private static boolean readingsServe(Meter meter, Set<String> properties, Instant from, Instant to) {
        boolean wholeHours =
                from.equals(from.truncatedTo(ChronoUnit.HOURS)) && to.equals(to.truncatedTo(ChronoUnit.HOURS));
        return meter.aggregation().additive()
                && wholeHours
                && meter.dimensions().containsAll(properties);
    }

    /** Meters or event types to read; those that carry over are read from their beginning, for the level before. */
    private static final class Wanted {
        private final Set<String> ofPeriod = new TreeSet<>();
        private final Set<String> fromBeginning = new TreeSet<>();

        void add(String name, boolean carryOver) {
            (carryOver ? fromBeginning : ofPeriod).add(name);
        }

        /** Binds both lists, the beginning, and the end, in the order the queries name them. */
        void bind(PreparedStatement statement, long customerId, Instant from, Instant to) throws SQLException {
            Connection connection = statement.getConnection();
            statement.setLong(1, customerId);
            statement.setTimestamp(2, Timestamp.from(to));
            statement.setArray(3, connection.createArrayOf("text", fromBeginning.toArray()));
            statement.setArray(4, connection.createArrayOf("text", ofPeriod.toArray()));
            statement.setTimestamp(5, Timestamp.from(from));
        }

        boolean isEmpty() {
            return ofPeriod.isEmpty() && fromBeginning.isEmpty();
        }
    }

    private static List<Reading> readings(
            Connection connection, long customerId, Wanted meters, Instant from, Instant to) throws SQLException {
        if (meters.isEmpty()) {
            return List.of();
        }
        try (var statement = connection.prepareStatement("""
                select meter_code, hour, dimensions, quantity, events from usage_rollup
                where customer_id = ? and hour < ? and events > 0
                and (meter_code = any (?) or (meter_code = any (?) and hour >= ?))
                order by meter_code, hour, dimensions_key""")) {
            meters.bind(statement, customerId, from, to);
            var readings = new ArrayList<Reading>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    readings.add(new Reading(
                            rows.getString(1),
                            rows.getTimestamp(2).toInstant(),
                            StoredProperties.texts(rows.getString(3)),
                            rows.getBigDecimal(4),
                            rows.getBigDecimal(5)));
                }
            }
            return readings;
        }
    }

    private static List<UsageEvent> events(
            Connection connection, long customerId, Wanted types, Instant from, Instant to) throws SQLException {
        if (types.isEmpty()) {
            return List.of();
        }
        ExpiredUsage.refuseReading(connection, types.ofPeriod, from, to);
        ExpiredUsage.refuseReading(connection, types.fromBeginning, Instant.EPOCH, to);
        try (var statement = connection.prepareStatement("""
                select event_id, occurred_at, event, quantity, properties from usage_effective
                where customer_id = ? and occurred_at < ?
                and (event = any (?) or (event = any (?) and occurred_at >= ?))
                order by occurred_at, id""")) {
            types.bind(statement, customerId, from, to);
            var events = new ArrayList<UsageEvent>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new UsageEvent(
                            rows.getString(1),
                            rows.getTimestamp(2).toInstant(),
                            rows.getString(3),
                            rows.getBigDecimal(4),
                            StoredProperties.texts(rows.getString(5))));
                }
            }
            return events;
        }
    }
}
