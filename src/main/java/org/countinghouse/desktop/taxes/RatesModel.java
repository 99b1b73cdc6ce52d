package org.countinghouse.desktop.taxes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxRateRow;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.common.list.ListModel;
import org.jspecify.annotations.Nullable;

/** State of the part with the rates: the list, the history of the one that is looked at, setting and withdrawing. */
final class RatesModel {
    private static final Duration TYPING = Duration.ofMillis(250);

    /**
     * What is shown beside the list.
     *
     * @param history entries of the same country, category and name, the latest first
     * @param gaps countries of customers without a rate
     */
    record Detail(@Nullable TaxRateRow row, List<TaxRates.Entry> history, List<TaxRates.Gap> gaps) {}

    private final TaxesServices services;
    private final ScreenContext context;
    private final LatestTask looking;
    private final ListModel<TaxRateRow, Detail> list;

    RatesModel(TaxesServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        looking = context.tasks().latest();
        list = new ListModel<>("screen.taxes", services.list(), services.listenRates(), this::detail, context);
    }

    private Detail detail(@Nullable TaxRateRow row) {
        List<TaxRates.Entry> history = row == null
                ? List.of()
                : services.rates().list().stream()
                        .filter(entry -> entry.subject().equals(row.subject()))
                        .toList()
                        .reversed();
        return new Detail(row, history, services.rates().gaps(today()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(services.clock().instant(), ZoneOffset.UTC);
    }

    /** What was invoiced in the year before, by which a rate is judged; empty where it is not known. */
    void lastYear(TaxRates.Subject subject, Consumer<List<TaxReport.Line>> seen) {
        LocalDate today = today();
        looking.<List<TaxReport.Line>>run(
                context.texts().get("taxes.looking"),
                TYPING,
                _ -> services.report().between(today.minusYears(1), today.plusDays(1)).stream()
                        .filter(line -> line.billingEntity().equals(subject.billingEntity())
                                && line.country().equals(subject.country())
                                && line.code().equals(subject.code())
                                && line.reason().isEmpty())
                        .toList(),
                seen,
                context.notices()::failure);
    }

    /** The rate that a category's own takes the place of on a day; null where all charges have none of this tax. */
    void general(TaxRates.Subject subject, LocalDate day, Consumer<TaxRates.@Nullable Entry> seen) {
        var of = new TaxRates.Subject(subject.billingEntity(), subject.country(), "", subject.code());
        looking.<List<TaxRates.Entry>>run(
                context.texts().get("taxes.looking"),
                TYPING,
                _ -> services.rates().list().stream()
                        .filter(entry -> entry.subject().equals(of) && entry.holds(day))
                        .toList(),
                found -> seen.accept(found.isEmpty() ? null : found.getFirst()),
                context.notices()::failure);
    }

    /** What a rate makes of drafts. */
    Work<TaxEffects.Effect> rated(
            TaxRates.Subject subject, LocalDate from, @Nullable BigDecimal rate, boolean compound) {
        return progress -> services.taxing()
                .effects()
                .of(inside -> services.rates().on(inside).set(subject, from, rate, compound, ""), progress);
    }

    /** What it makes of drafts that a rate is withdrawn. */
    Work<TaxEffects.Effect> without(TaxRateRow row) {
        return progress -> services.taxing()
                .effects()
                .of(inside -> services.rates().on(inside).withdraw(row.subject(), row.from(), ""), progress);
    }

    void set(TaxRates.Subject subject, LocalDate from, @Nullable BigDecimal rate, boolean compound, String note) {
        list.act(
                "taxes.saving",
                _ -> {
                    services.rates().set(subject, from, rate, compound, note);
                    return true;
                },
                _ -> context.notices()
                        .success(context.texts()
                                .get(
                                        "taxes.set",
                                        subject.code(),
                                        subject.country(),
                                        context.formats().date(from))));
    }

    void withdraw(TaxRateRow row, String note) {
        list.act(
                "taxes.saving",
                _ -> {
                    services.rates().withdraw(row.subject(), row.from(), note);
                    return true;
                },
                _ -> context.notices()
                        .offer(
                                context.texts()
                                        .get(
                                                "taxes.withdrawn",
                                                row.subject().code(),
                                                row.subject().country(),
                                                context.formats().date(row.from())),
                                context.texts().get("taxes.undo"),
                                () -> set(row.subject(), row.from(), row.rate(), row.compound(), row.note())));
    }

    /** Codes of the billing entities. */
    void entities(Consumer<List<String>> read) {
        context.tasks()
                .<List<String>>run(
                        context.texts().get("screen.billing-entities"),
                        _ -> services.entities().get(),
                        read,
                        context.notices()::failure);
    }

    ListModel<TaxRateRow, Detail> list() {
        return list;
    }

    boolean maySet() {
        return services.maySet();
    }
}
