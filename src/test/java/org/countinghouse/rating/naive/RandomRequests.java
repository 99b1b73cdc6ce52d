package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/** Makes up one rating request of a seed: any model, any aggregation, any setting, edge values often. */
final class RandomRequests {
    private static final List<String> CURRENCIES =
            List.of("USD", "EUR", "GBP", "JPY", "CLP", "KWD", "TND", "BHD", "ISK", "HUF");
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Casablanca",
            "Pacific/Chatham",
            "Antarctica/Troll",
            "America/Havana",
            "Asia/Beirut",
            "+05:30");

    private final Dice dice;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final ZoneId zone;
    private final RandomPeriod period;
    private final List<Instant> moments = new ArrayList<>();
    private final RandomCharges charges;

    private RandomRequests(long seed) {
        dice = new Dice(seed);
        zone = ZoneId.of(dice.pick(ZONES));
        period = RandomPeriod.of(dice);
        charges = new RandomCharges(dice, period);
    }

    static ObjectNode request(long seed) {
        RandomRequests random = new RandomRequests(seed);
        random.fill();
        return random.request;
    }

    private void fill() {
        ObjectNode plan = request.putObject("plan");
        ArrayNode meters = request.putArray("meters");
        subscription();
        period();
        plan.put("code", "p").put("currency", dice.pick(CURRENCIES));
        if (period.regular() || dice.chance(30)) {
            period.describe(plan);
        }
        settings(plan);
        fees(plan);
        charges.fill(plan.putArray("charges"), meters);
        if (dice.chance(25)) {
            commitment(plan);
        }
        new RandomUsage(dice, charges, moments).fill(request);
        new RandomReductions(dice, period.to()).fill(request);
    }

    private void settings(ObjectNode plan) {
        if (dice.chance(60)) {
            ObjectNode rounding = plan.putObject("rounding");
            rounding.put("mode", dice.pick("half_up", "half_even", "up", "down"));
            rounding.put("per", dice.pick("line", "tier"));
        }
        if (dice.chance(50)) {
            plan.put("tax_rounding", dice.pick("line", "invoice"));
        }
        if (dice.chance(25)) {
            plan.put("tax_inclusive", dice.chance(80));
        }
        if (dice.chance(20)) {
            plan.put("trial_days", dice.pick(0, 1, 7, 14, 30, 60));
        }
    }

    private void subscription() {
        ObjectNode subscription = request.putObject("subscription");
        if (!zone.getId().equals("UTC") || dice.chance(50)) {
            subscription.put("timezone", zone.getId());
        }
        LocalDate start = period.start();
        if (dice.chance(95)) {
            subscription.put("start", when(start));
        }
        if (dice.chance(20)) {
            LocalDate end =
                    dice.chance(80) ? period.to().minusDays(dice.between(0, 15)) : start.plusDays(dice.pick(1, 12, 31));
            subscription.put("end", when(end));
            moments.add(end.atStartOfDay(zone).toInstant());
        }
        if (dice.chance(30)) {
            subscription.putObject("quantities").put("f0", dice.pick("0", "1", "3", "2.5"));
        }
    }

    /** Samoa once left out a day; there the next one counts. */
    private LocalDate existing(LocalDate day) {
        return day.atStartOfDay(zone).toLocalDate();
    }

    /** A local date, or now and then an instant of it. */
    private String when(LocalDate wanted) {
        LocalDate day = existing(wanted);
        return dice.chance(80)
                ? day.toString()
                : day.atTime(dice.between(0, 23), dice.pick(0, 30), dice.pick(0, 17))
                        .atZone(zone)
                        .toInstant()
                        .toString();
    }

    private void period() {
        LocalDate from = existing(period.from());
        LocalDate to = existing(period.to());
        Instant first = from.atStartOfDay(zone).toInstant();
        Instant last = to.atStartOfDay(zone).toInstant();
        boolean instants = dice.chance(12);
        if (instants && dice.chance(40)) {
            int later = 3600 * dice.between(0, 22);
            first = first.plusSeconds(later);
            last = period.regular() ? last.plusSeconds(later) : dice.chance(50) ? first.plusSeconds(3600) : last;
        }
        ObjectNode json = request.putObject("period");
        json.put("from", instants ? first.toString() : from.toString());
        json.put("to", instants ? last.toString() : to.toString());
        moments.addAll(List.of(first, last, last.minusNanos(1), first.minusSeconds(1)));
        long seconds = Math.max(1, last.getEpochSecond() - first.getEpochSecond());
        for (int count = 0; count < 30; count++) {
            moments.add(first.plusSeconds(dice.random().nextLong(seconds)));
        }
        for (int count = 0; count < 2; count++) {
            moments.add(first.minusSeconds(3600L * dice.between(0, 500)));
        }
        clockChange(first, last);
    }

    /** Several moments around a change of the clock, when the period has one. */
    private void clockChange(Instant first, Instant last) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(first);
        if (change != null && change.getInstant().isBefore(last)) {
            for (int count = 0; count < 40; count++) {
                moments.add(change.getInstant().plusSeconds(900L * dice.between(-10, 10)));
            }
        }
    }

    private void fees(ObjectNode plan) {
        if (dice.chance(50)) {
            return;
        }
        ArrayNode fees = plan.putArray("fees");
        for (int count = 0; count < dice.between(1, 3); count++) {
            ObjectNode fee = fees.addObject().put("code", "f" + count).put("amount", dice.price());
            if (dice.chance(30)) {
                fee.put("quantity", dice.pick("0", "2", "1.5"));
            }
            if (dice.chance(15)) {
                fee.put("tax_category", "reduced");
            }
            if (dice.chance(70)) {
                fee.put("proration", dice.pick("none", "day", "second"));
            }
        }
    }

    private void commitment(ObjectNode plan) {
        ObjectNode commitment = plan.putObject("commitment").put("minimum", dice.pick("0", "10", "100.005", "500"));
        if (dice.chance(60)) {
            commitment.put("overage_factor", dice.pick("1", "1.1", "0.85", "2", "0"));
        }
        if (dice.chance(30)) {
            commitment.put("prorate", true);
        }
        if (dice.chance(15)) {
            commitment.put("tax_category", "reduced");
        }
    }
}
