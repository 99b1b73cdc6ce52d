package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MetersUsed;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.FeedPrice;
import org.countinghouse.rating.Problem;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingFailure;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.UsageEvent;

/** Lets the engine bill each charge, without usage and with what was observed, and tells what it refuses. */
final class Trial {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    private final Reviewed reviewed;
    private final Map<Integer, Map<Problem, Seen>> problems = new HashMap<>();

    /** Usage of one kind without a price. */
    private static final class Seen {
        private final Total example;
        private long events;

        private Seen(Total example) {
            this.example = example;
        }
    }

    private Trial(Reviewed reviewed) {
        this.reviewed = reviewed;
    }

    static void check(Reviewed reviewed) {
        var trial = new Trial(reviewed);
        List<Charge> charges = reviewed.plan().charges();
        for (int index = 0; index < charges.size(); index++) {
            trial.withoutUsage(index, charges.get(index));
        }
        for (ObservedUsage usage : reviewed.context().usage()) {
            trial.observed(usage);
        }
        trial.tell();
    }

    private void withoutUsage(int index, Charge charge) {
        LocalDate from = charge.price().versions().isEmpty()
                ? FROM
                : charge.price()
                        .versions()
                        .getFirst()
                        .from()
                        .day(ZoneOffset.UTC)
                        .minusDays(1);
        try {
            RatingEngine.rate(request(List.of(charge), from, List.of(), List.of()), false);
        } catch (RatingFailure failure) {
            refused(index, failure);
        }
    }

    private void refused(int index, RatingFailure failure) {
        // The order of versions has its own finding, with the place of the version.
        if (failure.code().equals("plan.bad_versions")) {
            return;
        }
        String place = failure.path().replace("$.plan.charges[0]", "$.charges[" + index + "]");
        boolean formula = reviewed.plan().charges().get(index).price().model() instanceof PriceModel.FormulaPrice;
        reviewed.add(
                formula
                        ? Check.FORMULA_FAILS.at(
                                place,
                                List.of(Fact.of(0), Fact.of(failure.summary())),
                                new Total(BigDecimal.ZERO, null))
                        : new Finding(
                                Severity.ERROR,
                                failure.code(),
                                "lint.document",
                                place,
                                failure.summary(),
                                List.of(Fact.of(failure.summary())),
                                List.of()));
    }

    private void observed(ObservedUsage usage) {
        LocalDate from = usage.time().atZone(ZoneOffset.UTC).toLocalDate();
        try {
            var result =
                    RatingEngine.rate(request(reviewed.plan().charges(), from, events(usage), readings(usage)), false);
            result.problems().forEach(problem -> count(problem, usage));
        } catch (RatingFailure failure) {
            // A charge the engine refuses was told of already.
            return;
        }
    }

    private void count(Problem problem, ObservedUsage usage) {
        int charge = charge(problem);
        boolean told = charge >= 0
                || (problem.code().equals("usage.unpriced")
                        && reviewed.context().meters() != null);
        if (told) {
            Seen seen = problems.computeIfAbsent(charge, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new Problem(
                                    problem.code(),
                                    charge < 0 ? usage.name() : problem.message(),
                                    problem.charge(),
                                    BigDecimal.ZERO),
                            _ -> new Seen(new Total(usage.quantity(), null)));
            seen.events += usage.events();
        }
    }

    private int charge(Problem problem) {
        List<Charge> charges = reviewed.plan().charges();
        for (int index = 0; index < charges.size(); index++) {
            if (charges.get(index).code().equals(problem.charge())) {
                return index;
            }
        }
        return -1;
    }

    private void tell() {
        problems.forEach((charge, seen) -> seen.forEach((problem, count) -> tell(charge, problem, count)));
    }

    private void tell(int charge, Problem problem, Seen seen) {
        Fact events = Fact.of(seen.events);
        String place = "$.charges[" + charge + "].price";
        switch (problem.code()) {
            case "matrix.no_row" -> {
                String combination =
                        problem.message().replace("No matrix row matches ", "").replaceAll("\\.$", "");
                reviewed.add(
                        Check.MATRIX_NO_ROW.at(place + ".rows", List.of(Fact.of(combination), events), seen.example));
            }
            case "time_of_use.no_band" ->
                reviewed.add(Check.TIME_OF_USE_NO_BAND.at(place + ".bands", List.of(events), seen.example));
            case "usage.unpriced" ->
                reviewed.add(Check.UNPRICED_USAGE.at(
                        "$.charges", List.of(Fact.of(problem.message()), events), seen.example));
            default -> {}
        }
    }

    private static List<UsageEvent> events(ObservedUsage usage) {
        return usage.kind() == ObservedUsage.Kind.READING
                ? List.of()
                : List.of(new UsageEvent(null, usage.time(), usage.name(), usage.quantity(), usage.properties()));
    }

    private static List<Reading> readings(ObservedUsage usage) {
        return usage.kind() == ObservedUsage.Kind.EVENT
                ? List.of()
                : List.of(
                        new Reading(usage.name(), usage.time(), usage.properties(), usage.quantity(), BigDecimal.ONE));
    }

    private RatingRequest request(
            List<Charge> charges, LocalDate from, List<UsageEvent> usage, List<Reading> readings) {
        PlanDocument plan = Billed.with(reviewed.plan(), List.of(), charges, null);
        return new RatingRequest(
                plan,
                meters(plan),
                new RatingRequest.Subscription(Moment.of(from), null, ZoneOffset.UTC, Map.of()),
                new RatingRequest.Period(Moment.of(from), Moment.of(from.plusMonths(1))),
                usage,
                Map.of(),
                readings,
                feeds(plan),
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                null);
    }

    /** What the plan counts on, and what is known besides, so that usage of other meters is told apart. */
    private List<Meter> meters(PlanDocument plan) {
        Map<String, Meter> meters = new LinkedHashMap<>();
        MetersUsed.by(plan).keySet().forEach(code -> meters.put(code, reviewed.meter(code)));
        List<Meter> known = reviewed.context().meters();
        if (known != null) {
            known.forEach(meter -> meters.put(meter.code(), meter));
        }
        return List.copyOf(meters.values());
    }

    /** Market prices are not the plan's: any will do. */
    private static Map<String, List<FeedPrice>> feeds(PlanDocument plan) {
        Set<String> names = new LinkedHashSet<>();
        for (Charge charge : plan.charges()) {
            collect(charge.price(), names);
        }
        Map<String, List<FeedPrice>> feeds = new LinkedHashMap<>();
        names.forEach(name -> feeds.put(name, List.of(new FeedPrice(Instant.EPOCH, BigDecimal.ONE))));
        return feeds;
    }

    private static void collect(Price price, Set<String> feeds) {
        price.versions().forEach(version -> collect(version.price(), feeds));
        switch (price.model()) {
            case PriceModel.Spot spot -> feeds.add(spot.feed());
            case PriceModel.Allowance allowance -> collect(allowance.overage(), feeds);
            case PriceModel.Reserved reserved -> collect(reserved.onDemand(), feeds);
            default -> {}
        }
    }
}
