package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.TimeOfUse;
import org.countinghouse.catalog.PriceModel.TimeOfUse.Band;
import org.countinghouse.rating.review.Reviewed.PricedCharge;
import org.countinghouse.work.Failure;

/** Every minute of a week must have a price, and a band that never counts is a mistake. */
final class TimeOfUseChecks {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    /** More stretches than this are not told one by one. */
    private static final int MOST_TOLD = 8;

    /** A Monday without a clock change near it, anywhere. */
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 12);

    private final Reviewed reviewed;
    private final PricedCharge priced;
    private final TimeOfUse price;
    private final String place;

    private TimeOfUseChecks(Reviewed reviewed, PricedCharge priced, TimeOfUse price, String place) {
        this.reviewed = reviewed;
        this.priced = priced;
        this.price = price;
        this.place = place;
    }

    static void check(Reviewed reviewed, PricedCharge priced) {
        check(reviewed, priced, priced.price().model(), ".price");
    }

    private static void check(Reviewed reviewed, PricedCharge priced, PriceModel model, String path) {
        switch (model) {
            case TimeOfUse price -> new TimeOfUseChecks(reviewed, priced, price, priced.place(path)).check();
            case PriceModel.Allowance allowance ->
                check(reviewed, priced, allowance.overage().model(), path + ".overage.price");
            case PriceModel.Reserved reserved ->
                check(reviewed, priced, reserved.onDemand().model(), path + ".on_demand.price");
            default -> {}
        }
    }

    private void check() {
        List<BitSet> minutes =
                price.bands().stream().map(TimeOfUseChecks::minutes).toList();
        var covered = new BitSet(WEEK);
        for (int index = 0; index < minutes.size(); index++) {
            hidden(index, minutes.get(index), covered);
            overlaps(index, minutes);
            covered.or(minutes.get(index));
        }
        covered.flip(0, WEEK);
        if (price.defaultUnitAmount() == null && !covered.isEmpty()) {
            reviewed.add(
                    Check.TIME_OF_USE_GAP.at(place, List.of(Fact.of(told(covered))), example(covered.nextSetBit(0))));
        }
    }

    /** The minutes of the week a band covers; past midnight it goes on into the next day, Sunday's into Monday. */
    private static BitSet minutes(Band band) {
        var minutes = new BitSet(WEEK);
        boolean pastMidnight = band.toMinute() <= band.fromMinute();
        for (DayOfWeek day : band.days()) {
            int begin = (day.getValue() - 1) * DAY;
            int end = begin + band.toMinute() + (pastMidnight ? DAY : 0);
            minutes.set(begin + band.fromMinute(), Math.min(end, WEEK));
            minutes.set(0, Math.max(0, end - WEEK));
        }
        return minutes;
    }

    private void hidden(int index, BitSet minutes, BitSet covered) {
        var left = (BitSet) minutes.clone();
        left.andNot(covered);
        if (left.isEmpty()) {
            int inVain = minutes.nextSetBit(0);
            reviewed.add(Check.TIME_OF_USE_HIDDEN.at(
                    place + ".bands[" + index + "]",
                    List.of(Fact.of(price.bands().get(index).code())),
                    inVain < 0 ? List.of() : List.of(example(inVain))));
        }
    }

    private void overlaps(int index, List<BitSet> minutes) {
        for (int before = 0; before < index; before++) {
            var both = (BitSet) minutes.get(index).clone();
            both.and(minutes.get(before));
            if (!both.isEmpty()) {
                reviewed.add(Check.TIME_OF_USE_OVERLAP.at(
                        place + ".bands[" + index + "]",
                        List.of(
                                Fact.of(price.bands().get(before).code()),
                                Fact.of(price.bands().get(index).code()),
                                Fact.of(told(both))),
                        example(both.nextSetBit(0))));
            }
        }
    }

    private Total example(int minute) {
        ZoneId zone = price.timezone() == null ? ZoneOffset.UTC : price.timezone();
        Instant time = MONDAY.atStartOfDay().plusMinutes(minute).atZone(zone).toInstant();
        BigDecimal quantity = BigDecimal.valueOf(100);
        try {
            var pricer = ChargePricer.adjusted(reviewed.plan(), priced.meter(), priced.charge())
                    .at(time);
            return new Total(quantity, pricer.price(quantity).amount());
        } catch (Failure notByQuantity) {
            return new Total(quantity, null);
        }
    }

    private static String told(BitSet minutes) {
        List<String> stretches = new ArrayList<>();
        for (int from = minutes.nextSetBit(0); from >= 0; from = minutes.nextSetBit(from)) {
            int to = minutes.nextClearBit(from);
            stretches.add(moment(from, false) + "–" + (to - from > DAY ? moment(to, true) : clock(to, true)));
            from = to;
        }
        int more = stretches.size() - MOST_TOLD;
        return String.join(", ", stretches.subList(0, Math.min(stretches.size(), MOST_TOLD)))
                + (more > 0 ? " (+" + more + ")" : "");
    }

    private static String moment(int minute, boolean end) {
        int day = (end ? minute - 1 : minute) / DAY;
        String name = DayOfWeek.of(day + 1).name();
        return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT) + " " + clock(minute, end);
    }

    private static String clock(int minute, boolean end) {
        int ofDay = end && minute % DAY == 0 ? DAY : minute % DAY;
        return String.format(Locale.ROOT, "%02d:%02d", ofDay / 60, ofDay % 60);
    }
}
