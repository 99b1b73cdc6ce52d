package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the usage of a subscription's running period stands against its thresholds.
 *
 * @param currency of the plan, and of its usage and thresholds
 * @param invoiceCurrency of what is billed
 * @param period that goes on; null: none does, or it has its own invoice
 * @param entry the thresholds in force, or that there are none; null: nothing was ever said
 * @param usage of the period so far, before tax
 * @param billed invoices inside the period, the oldest first, void ones included
 * @param before what those that stand have billed
 * @param passed the threshold for which an invoice is due; null: none
 * @param next the threshold after that; null: none
 * @param net what an invoice of now would come to before tax, whether one is due or not
 * @param due what of its total wallet and credits leave to pay; where nothing is left, none is made
 */
public record ProgressiveState(
        long subscription,
        String customer,
        String plan,
        String currency,
        String invoiceCurrency,
        Instant at,
        @Nullable BillingPeriod period,
        @Nullable ThresholdEntry entry,
        BigDecimal usage,
        List<Billed> billed,
        BigDecimal before,
        @Nullable BigDecimal passed,
        @Nullable BigDecimal next,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal due) {
    public ProgressiveState {
        billed = List.copyOf(billed);
    }

    /** How far the period's usage has been billed: a threshold up to there is not passed again. */
    public BigDecimal reached() {
        return billed.stream().filter(Billed::standing).map(Billed::reached).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    /**
     * An invoice inside the period.
     *
     * @param number null before it is final
     * @param amount before tax
     */
    public record Billed(
            long invoice,
            @Nullable String number,
            Instant at,
            BigDecimal reached,
            BigDecimal threshold,
            BigDecimal amount,
            boolean standing) {
        static Billed of(ProgressiveBill bill, String currency) {
            return new Billed(
                    bill.invoiceId(),
                    bill.number(),
                    bill.madeAt(),
                    Amounts.exact(bill.reached(), currency),
                    Amounts.exact(bill.threshold(), currency),
                    bill.amount(),
                    bill.standing());
        }
    }

    static ProgressiveState of(ProgressiveLook look) {
        DueSubscription due = look.due();
        String currency = due.currency();
        RatedSubscription rated = look.rated();
        // What the wallet has paid of the period may have fixed another currency than it would have now.
        String invoiced = rated == null
                ? due.currencyOf(look.period())
                : rated.result().currency().getCode();
        BigDecimal nothing = Amounts.exact(BigDecimal.ZERO, invoiced);
        return new ProgressiveState(
                due.id(),
                due.customer(),
                plan(due, look.at()),
                currency,
                invoiced,
                look.at(),
                look.period().days(),
                look.entry(),
                Amounts.exact(look.usage(), currency),
                due.progressive().stream()
                        .filter(bill -> bill.startsAt().equals(look.period().startsAt()))
                        .map(bill -> Billed.of(bill, currency))
                        .toList(),
                look.standing().stream().map(ProgressiveBill::amount).reduce(nothing, BigDecimal::add),
                look.passed().map(each -> Amounts.exact(each, currency)).orElse(null),
                look.next().map(each -> Amounts.exact(each, currency)).orElse(null),
                rated == null ? nothing : rated.result().net(),
                rated == null ? nothing : rated.result().tax(),
                rated == null ? nothing : rated.result().total(),
                rated == null ? nothing : rated.result().due());
    }

    /** Where no period goes on, or it has its own invoice. */
    static ProgressiveState none(DueSubscription due, Instant at, @Nullable ThresholdEntry entry) {
        BigDecimal nothing = Amounts.exact(BigDecimal.ZERO, due.invoiceCurrency());
        return new ProgressiveState(
                due.id(),
                due.customer(),
                plan(due, at),
                due.currency(),
                due.invoiceCurrency(),
                at,
                null,
                entry,
                Amounts.exact(BigDecimal.ZERO, due.currency()),
                List.of(),
                nothing,
                null,
                null,
                nothing,
                nothing,
                nothing,
                nothing);
    }

    private static String plan(DueSubscription due, Instant at) {
        var day = java.time.LocalDate.ofInstant(at, due.timeZone());
        return due.plan(due.history().on(day).version()).code();
    }
}
