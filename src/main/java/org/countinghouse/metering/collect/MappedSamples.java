package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.metering.collect.MappingRule.Take;
import org.countinghouse.metering.collect.Sample.Kind;
import org.jspecify.annotations.Nullable;

/** Makes events of samples by the rules of a mapping, and says what it had to leave out. */
final class MappedSamples {
    /** Properties of an event are bounded, too. */
    private static final int LONGEST_KEY = 16_384;

    private final Mapping mapping;
    private final Subject subject;
    private final Duration longest;
    private final boolean repeatable;
    private final LeftOut leftOut = new LeftOut();

    /**
     * @param longest so long a value is taken to have held before it was measured
     * @param repeatable whether the same interval always gives the same events, whoever asks and when
     */
    MappedSamples(Mapping mapping, Subject subject, Duration longest, boolean repeatable) {
        this.mapping = mapping;
        this.subject = subject;
        this.longest = longest;
        this.repeatable = repeatable;
    }

    /** Adds what the rules make of a sample, if any speaks of it. */
    void add(Round round, Sample sample) {
        for (MappingRule rule : mapping.rules()) {
            if (rule.matches(sample.series())) {
                add(round, sample, rule);
            }
        }
    }

    /** Tells what was left out since the last time. */
    void tell(Round round) {
        leftOut.tell(round);
    }

    private void add(Round round, Sample sample, MappingRule rule) {
        BigDecimal value = sample.value();
        if (sample.series().key().length() > LONGEST_KEY) {
            leftOut.add(
                    "has labels that are too long", Series.of(sample.series().name(), Map.of()));
            return;
        }
        if (value == null) {
            leftOut.add("is no number that can be counted", sample.series());
            return;
        }
        String customer = rule.customerLabel() == null
                ? subject.customer()
                : sample.series().label(rule.customerLabel());
        if (customer == null || customer.isEmpty()) {
            leftOut.add("has no label " + rule.customerLabel() + " that says whose usage it is", sample.series());
            return;
        }
        Take take = rule.take() != null ? rule.take() : usual(sample.kind());
        if (take == null) {
            leftOut.add("does not say its type: write \"take\" in its rule", sample.series());
        } else if (take == Take.INCREASE) {
            increase(round, sample, rule, customer, value);
        } else {
            value(round, sample, rule, customer, value);
        }
    }

    private static @Nullable Take usual(Kind kind) {
        return switch (kind) {
            case COUNTER -> Take.INCREASE;
            case LEVEL -> Take.VALUE;
            case UNKNOWN -> null;
        };
    }

    private void increase(Round round, Sample sample, MappingRule rule, String customer, BigDecimal value) {
        String key = rule.key(sample.series());
        Instant time = time(round, sample);
        Mark before = round.mark(key);
        if (value.signum() < 0) {
            leftOut.add("is below zero, which no counter is", sample.series());
            return;
        }
        if (before != null && sample.time() != null && !time.isAfter(before.at())) {
            return;
        }
        var counted = new Counted(value, sample.born());
        Optional<BigDecimal> since = counted.since(before, round.before());
        if (before == null || moved(before, counted.value(), time)) {
            round.mark(key, new Mark(counted.value(), time));
        }
        if (since.isPresent() && since.get().signum() > 0) {
            Instant from = before == null ? time : before.at();
            keep(round, event(rule, customer, key, from, time, since.get(), properties(rule, sample)));
        }
    }

    /** A counter that stands still is marked only now and then. */
    private static boolean moved(Mark before, BigDecimal value, Instant time) {
        return before.value().compareTo(value) != 0 || before.at().isBefore(time.minus(Marks.REFRESHED));
    }

    private void value(Round round, Sample sample, MappingRule rule, String customer, BigDecimal value) {
        String key = "held " + rule.key(sample.series());
        Instant time = time(round, sample);
        Mark before = round.mark(key);
        if (before != null && sample.time() != null && !time.isAfter(before.at())) {
            return;
        }
        var properties = properties(rule, sample);
        Instant from = time;
        if (rule.seconds() != null) {
            // How long the first value held is not known.
            from = before == null ? time : before.at();
            properties.put(rule.seconds(), held(from, time));
        }
        if (rule.seconds() != null || sample.time() != null) {
            round.mark(key, new Mark(BigDecimal.ZERO, time));
        }
        keep(round, event(rule, customer, key, from, time, new Counted(value, null).value(), properties));
    }

    private String held(Instant from, Instant to) {
        Duration passed = Duration.between(from, to);
        Duration held = passed.isNegative() ? Duration.ZERO : passed.compareTo(longest) > 0 ? longest : passed;
        return BigDecimal.valueOf(held.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static Instant time(Round round, Sample sample) {
        Instant time = sample.time();
        return time == null ? round.now() : time;
    }

    private Map<String, String> properties(MappingRule rule, Sample sample) {
        var properties = new HashMap<>(subject.properties());
        properties.putAll(rule.properties());
        rule.labels().forEach((label, property) -> {
            String value = sample.series().label(label);
            if (value != null && !value.isEmpty()) {
                properties.put(property, value);
            }
        });
        return properties;
    }

    private static CollectedEvent event(
            MappingRule rule,
            String customer,
            String key,
            Instant from,
            Instant time,
            BigDecimal value,
            Map<String, String> properties) {
        @Nullable BigDecimal quantity = value;
        if (rule.property() != null) {
            properties.put(rule.property(), value.toPlainString());
            quantity = null;
        }
        return new CollectedEvent(customer, rule.event(), key, from, time, quantity, properties);
    }

    private void keep(Round round, CollectedEvent event) {
        if (repeatable) {
            round.addRepeatable(event);
        } else {
            round.add(event);
        }
    }
}
