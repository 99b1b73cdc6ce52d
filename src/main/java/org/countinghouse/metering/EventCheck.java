package org.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;

/** Checks events against customers, meters and sense, and works out what they add to hourly readings. */
final class EventCheck {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofHours(24);
    private static final int MOST_DIGITS = 20;
    private static final int LONGEST_NAME = 200;

    /** So much of a row is remembered until its batch is stored, so that long rows cannot fill the memory. */
    private static final int LONGEST_KEPT = 1_000;

    private static final int LONGEST_PROPERTIES = 16_384;

    private final Map<String, Long> customers;
    private final Map<String, List<Meter>> meters = new HashMap<>();
    private final Instant latest;
    private final boolean allowNegative;
    private final Hashes hashes = new Hashes();
    private final PayloadText payload = new PayloadText();
    private final Contributions contributions = new Contributions();

    /**
     * @param customers id by external id
     * @param now usage may be at most 24 hours ahead of it
     */
    EventCheck(Map<String, Long> customers, List<Meter> meters, Instant now, boolean allowNegative) {
        this.customers = customers;
        for (Meter meter : meters) {
            this.meters
                    .computeIfAbsent(meter.eventType(), _ -> new ArrayList<>())
                    .add(meter);
        }
        this.latest = now.plus(AHEAD);
        this.allowNegative = allowNegative;
    }

    CheckedEvent check(ReadResult.Event row) throws BadRow {
        UsageEvent event = row.event();
        Long customerId = customers.get(event.customer());
        if (customerId == null) {
            throw new BadRow(
                    InboxReason.UNKNOWN_CUSTOMER, "customer " + Timestamps.quoted(event.customer()) + " is not known");
        }
        var listening = meters.get(event.event());
        if (listening == null) {
            throw new BadRow(
                    InboxReason.UNKNOWN_EVENT,
                    "event " + Timestamps.quoted(event.event()) + " is not known: no meter counts it");
        }
        checkSense(event);
        try {
            return new CheckedEvent(
                    row.line(),
                    row.raw().length() <= LONGEST_KEPT ? row.raw() : row.raw().substring(0, LONGEST_KEPT),
                    customerId,
                    hashes.of(event.id()),
                    payload.of(event).hash(hashes),
                    event,
                    contributions(customerId, event, listening));
        } catch (UnfitJson unfit) {
            throw new BadRow("a text cannot be stored: " + unfit.reason());
        }
    }

    private void checkSense(UsageEvent event) throws BadRow {
        if (event.time().isBefore(EARLIEST)) {
            throw new BadRow(InboxReason.BAD_TIME, "time " + event.time() + " is before the year 2000");
        }
        if (event.time().isAfter(latest)) {
            throw new BadRow(InboxReason.BAD_TIME, "time " + event.time() + " is more than a day ahead");
        }
        if (event.id().isBlank() || event.id().length() > LONGEST_NAME) {
            throw new BadRow("id must have 1 to " + LONGEST_NAME + " characters");
        }
        if (event.properties().canonical().length() > LONGEST_PROPERTIES) {
            throw new BadRow("properties have more than " + LONGEST_PROPERTIES + " characters");
        }
        BigDecimal quantity = event.quantity();
        if (quantity != null) {
            checkQuantity(quantity, "quantity");
        }
    }

    /** Bounds first: a number like 1e999999999 must never be written out. */
    private void checkQuantity(BigDecimal quantity, String name) throws BadRow {
        if (quantity.scale() > Quantities.MOST_DECIMALS) {
            throw new BadRow(
                    InboxReason.BAD_QUANTITY, name + " has more than " + Quantities.MOST_DECIMALS + " decimals");
        }
        if ((long) quantity.precision() - quantity.scale() > MOST_DIGITS && quantity.signum() != 0) {
            throw new BadRow(InboxReason.BAD_QUANTITY, name + " is absurd: more than 20 digits before the point");
        }
        if (quantity.signum() < 0 && !allowNegative) {
            throw new BadRow(InboxReason.BAD_QUANTITY, name + " " + quantity.toPlainString() + " is negative");
        }
    }

    /** True when an amendment changes nothing. The texts of both were checked when they were read. */
    static boolean sameContent(UsageEvent one, UsageEvent other) {
        try {
            return Arrays.equals(
                    new PayloadText().of(one).bytes(),
                    new PayloadText().of(other).bytes());
        } catch (UnfitJson e) {
            return false;
        }
    }

    private List<CheckedEvent.Contribution> contributions(long customerId, UsageEvent event, List<Meter> listening)
            throws BadRow {
        var all = new ArrayList<CheckedEvent.Contribution>(listening.size());
        for (Meter meter : listening) {
            if (MeterQuantity.matches(meter, event.properties()::text)) {
                var contribution = contributions.ofMatching(customerId, event, meter);
                if (contribution.isEmpty()) {
                    throw new BadRow(
                            InboxReason.BAD_PROPERTY,
                            "meter " + meter.code() + " counts a property that is missing or no number: "
                                    + counted(meter));
                }
                checkQuantity(contribution.get().quantity(), counted(meter));
                if (meter.aggregation().additive()) {
                    all.add(contribution.get());
                }
            }
        }
        return all;
    }

    private static String counted(Meter meter) {
        DerivedQuantity derived = meter.quantity();
        return derived != null
                ? String.join(" x ", derived.multiply())
                : Objects.requireNonNullElse(meter.property(), "quantity");
    }
}
