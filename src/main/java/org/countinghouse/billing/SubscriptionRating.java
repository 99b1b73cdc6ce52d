package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.metering.PeriodUsage;
import org.countinghouse.metering.UsageReadings;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.Problem;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Rates subscriptions' periods from stored usage: the one way to a figure for dry runs, drafts and previews. */
public final class SubscriptionRating {
    private final Database database;
    private final Database whole;
    private final Clock clock;
    private final Meters meters;
    private final UsageReadings readings;

    /** Of whatever there is. */
    public SubscriptionRating(Database database, Clock clock) {
        this(database, database, clock);
    }

    /**
     * @param database whole, or confined to a customer
     * @param whole tells exchange rates
     */
    SubscriptionRating(Database database, Database whole, Clock clock) {
        this.database = database;
        this.whole = whole;
        this.clock = clock;
        this.meters = new Meters(database, clock);
        this.readings = new UsageReadings(database);
    }

    /**
     * The meters as they are now; a run takes them once, so that all of its invoices are of one catalogue.
     */
    Map<String, Meter> catalogue() {
        return meters.all().stream().collect(Collectors.toMap(Meter::code, Function.identity()));
    }

    /** What came of a task. */
    sealed interface Outcome {
        record Rated(RatedSubscription rated) implements Outcome {}

        /** One bad subscription is set aside with its reason; the others are billed. */
        record Failed(RatingTask task, Failure failure) implements Outcome {}
    }

    /**
     * Rates one invoice.
     *
     * @throws Failure any failure of rating
     */
    RatedSubscription rate(RatingTask task, Map<String, Meter> catalogue) {
        return switch (rate(List.of(task), catalogue).getFirst()) {
            case Outcome.Rated rated -> rated.rated();
            case Outcome.Failed failed -> throw failed.failure();
        };
    }

    /** Rates many periods, in their order. Usage of all is read with one query where hourly readings tell it. */
    List<Outcome> rate(List<RatingTask> tasks, Map<String, Meter> catalogue) {
        var outcomes = new ArrayList<Outcome>();
        List<List<RatingRequest>> requests;
        try {
            requests = requests(tasks, catalogue);
        } catch (Failure together) {
            if (tasks.size() == 1) {
                return List.of(new Outcome.Failed(tasks.getFirst(), together));
            }
            // Usage of one of them cannot be read: each by itself then.
            tasks.forEach(task -> outcomes.addAll(rate(List.of(task), catalogue)));
            return outcomes;
        }
        // Read after the usage: what is charged meanwhile is then never billed twice.
        List<Prepaid> prepaid = database.read(connection -> UsageCharges.prepaid(connection, tasks));
        var exchanges = new InvoiceExchange(whole, clock);
        for (int index = 0; index < tasks.size(); index++) {
            RatingTask task = tasks.get(index);
            try {
                Prepaid before = task.billsUsage() ? prepaid.get(index) : Prepaid.NOTHING;
                Exchange exchange = exchanges.of(task, before);
                outcomes.add(new Outcome.Rated(rate(task, requests.get(index), before.amount(), exchange, catalogue)));
            } catch (Failure failure) {
                outcomes.add(new Outcome.Failed(task, failure));
            }
        }
        return outcomes;
    }

    private RatedSubscription rate(
            RatingTask task,
            List<RatingRequest> requests,
            BigDecimal own,
            @Nullable Exchange exchange,
            Map<String, Meter> catalogue) {
        BigDecimal prepaid = own;
        List<FeeSettlement> fees = task.windows().stream()
                .map(window -> FeeSettlement.of(task.due(), task.history(), window, exchange))
                .toList();
        var settled = new ArrayList<RatedLine>();
        var closed = new ArrayList<LateUsageBooks.Closed>();
        var unpriced = new ArrayList<Problem>();
        for (LateUsageBooks.Closed late : task.late()) {
            DuePeriod of = task.due()
                    .history()
                    .at(late.startsAt())
                    .orElseThrow(() -> new IllegalStateException("invoice " + late.invoiceId() + " has no period"));
            InvoiceInput anew = anew(late.input(), task.due(), of, catalogue);
            settled.addAll(LateUsageBooks.adjustments(late.input(), anew, of.whole(), exchange));
            unpriced.addAll(
                    LateProblems.of(late.input(), anew, of.whole(), task.due().timeZone()));
            String currency = exchange == null
                    ? task.due().currency()
                    : exchange.currency().getCode();
            // Read after the usage, as above. What was given back of it takes no more than there is.
            BigDecimal paid = database.read(
                            connection -> LatePrepaid.of(connection, late.invoiceId(), late.input(), currency))
                    .max(prepaid.negate());
            prepaid = prepaid.add(paid);
            closed.add(late.with(anew, paid));
        }
        var input = new InvoiceInput(
                        requests,
                        settled,
                        List.of(),
                        fees.stream().flatMap(each -> each.requests().stream()).toList(),
                        fees.stream().flatMap(each -> each.settled().stream()).toList())
                .withPrepaid(prepaid)
                .withExchange(exchange);
        List<ProgressiveBill> standing =
                task.billsUsage() ? ProgressiveBill.standing(task.due(), task.period()) : List.of();
        ProgressiveSettlement progressive = standing.isEmpty() && task.kind() != InvoiceKind.PROGRESSIVE
                ? ProgressiveSettlement.NONE
                : ProgressiveSettlement.of(input, standing, task.period());
        if (!standing.isEmpty()) {
            input = input.withPrepaid(prepaid.signum() == 0 ? prepaid : rest(input, standing))
                    .withTaken(progressive.taken());
        }
        return new RatedSubscription(
                task.due(),
                task.period(),
                task.kind(),
                input,
                input.rate(true).withProblems(unpriced),
                closed,
                fees,
                progressive);
    }

    /** Of what was paid ahead of the whole period, what invoices inside it have not settled. */
    private static BigDecimal rest(InvoiceInput whole, List<ProgressiveBill> standing) {
        BigDecimal settled = standing.stream().map(ProgressiveBill::prepaid).reduce(BigDecimal.ZERO, BigDecimal::add);
        return whole.rate(false).prepaid().subtract(settled).max(BigDecimal.ZERO);
    }

    /** A closed period with the plans it was billed by and the usage that is there now. */
    private InvoiceInput anew(
            InvoiceInput before, DueSubscription due, DuePeriod period, Map<String, Meter> catalogue) {
        List<RatingRequest> now =
                requests(List.of(RatingTask.of(due, period)), catalogue).getFirst();
        if (now.size() != before.parts().size()) {
            // Made before fees were billed in advance: they stand among its parts.
            now = requests(List.of(RatingTask.whole(due, period)), catalogue).getFirst();
        }
        if (now.size() != before.parts().size()) {
            throw new Failure(
                    "billing.late-usage",
                    "Subscription " + due.id() + " was changed inside a period that is billed.",
                    "Its late usage is not billed by itself: bill it by hand, or void the invoice of the period.");
        }
        var parts = new ArrayList<RatingRequest>();
        for (int index = 0; index < now.size(); index++) {
            RatingRequest part = now.get(index);
            parts.add(before.parts().get(index).withUsage(part.usage(), part.readings()));
        }
        return new InvoiceInput(parts, List.of());
    }

    /** How the invoice of a period gets into its currency; null: it is in its plan's. */
    @Nullable
    Exchange exchange(RatingTask task) {
        Prepaid prepaid = task.billsUsage()
                ? database.read(connection -> UsageCharges.prepaid(connection, List.of(task)))
                        .getFirst()
                : Prepaid.NOTHING;
        return new InvoiceExchange(whole, clock).of(task, prepaid);
    }

    /** What there is to rate of each task, nothing of it prepaid. */
    List<List<RatingRequest>> requests(List<RatingTask> tasks, Map<String, Meter> catalogue) {
        OtherSubscriptions others = others(tasks);
        var questions = new ArrayList<UsageReadings.Question>();
        var asked = new ArrayList<Integer>();
        var used = new ArrayList<List<Meter>>();
        var plans = new IdentityHashMap<PlanDocument, Metered>();
        for (RatingTask task : tasks) {
            var windows = new UsageWindows(task, others);
            for (BillingPart part : task.parts()) {
                Metered metered = plans.computeIfAbsent(part.plan(), plan -> Metered.of(plan, catalogue));
                List<Meter> of = metered.meters();
                List<UsageReadings.Question> ofPart = windows.questions(part, of, metered.needs());
                used.add(of);
                questions.addAll(ofPart);
                asked.add(ofPart.size());
            }
        }
        List<PeriodUsage> usage = readings.of(questions);
        var requests = new ArrayList<List<RatingRequest>>();
        int number = 0;
        int answer = 0;
        for (RatingTask task : tasks) {
            var windows = new UsageWindows(task, others);
            var parts = new ArrayList<RatingRequest>();
            for (BillingPart part : task.parts()) {
                List<Meter> of = used.get(number);
                int next = answer + asked.get(number);
                parts.add(request(task, part, of, windows.together(part, of, usage.subList(answer, next))));
                answer = next;
                number++;
            }
            requests.add(parts);
        }
        return requests;
    }

    /** Looked for only where a period goes beyond its subscription. */
    private OtherSubscriptions others(List<RatingTask> tasks) {
        List<DueSubscription> asking = tasks.stream()
                .filter(task -> new UsageWindows(task, OtherSubscriptions.NONE).outside())
                .map(RatingTask::due)
                .toList();
        if (asking.isEmpty()) {
            return OtherSubscriptions.NONE;
        }
        Set<Long> customers = asking.stream().map(DueSubscription::customerId).collect(Collectors.toSet());
        Set<Long> ids = asking.stream().map(DueSubscription::id).collect(Collectors.toSet());
        return database.read(connection -> OtherSubscriptions.of(connection, customers, ids));
    }

    private static RatingRequest request(RatingTask task, BillingPart part, List<Meter> meters, PeriodUsage usage) {
        return new RatingRequest(
                part.plan(),
                meters,
                new RatingRequest.Subscription(
                        part.start(), part.end(), task.due().timeZone(), part.quantities()),
                task.period().whole(),
                usage.events(),
                Map.of(),
                usage.readings(),
                Map.of(),
                List.of(),
                List.of(),
                task.taxes(),
                BigDecimal.ZERO,
                task.period().endsAt());
    }

    /**
     * What a plan needs, with its meters as they are.
     *
     * @param meters one that does not exist is left out: the engine names it as a problem of the charge
     */
    private record Metered(PlanNeeds needs, List<Meter> meters) {
        static Metered of(PlanDocument plan, Map<String, Meter> catalogue) {
            var needs = PlanNeeds.of(plan);
            return new Metered(
                    needs,
                    needs.meters().stream()
                            .filter(catalogue::containsKey)
                            .map(catalogue::get)
                            .toList());
        }
    }
}
