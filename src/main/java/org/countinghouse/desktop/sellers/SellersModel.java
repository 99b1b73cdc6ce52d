package org.countinghouse.desktop.sellers;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingEntityRow;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.latefees.LateFeeModel;
import org.jspecify.annotations.Nullable;

/** State of the billing entities screen. */
final class SellersModel {
    /** Name of this screen. */
    static final String SCREEN = "billing-entities";

    /**
     * What is shown beside the list.
     *
     * @param rules how its invoices come about
     * @param rates that it charges today
     * @param late rules for late payment, of all sellers
     */
    record Detail(
            BillingEntityRow row,
            List<BillingEntities.Series> series,
            BillingRules.Rule rules,
            List<TaxRates.Entry> rates,
            List<LateFeeRules.Stored> late) {
        Detail {
            series = List.copyOf(series);
            rates = List.copyOf(rates);
            late = List.copyOf(late);
        }
    }

    private final SellersServices services;
    private final ScreenContext context;
    private final ListModel<BillingEntityRow, Detail> list;
    private final LateFeeModel late;

    SellersModel(SellersServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new ListModel<>(
                "screen.billing-entities", services.entities().list(), services.listen(), this::detail, context);
        late = new LateFeeModel(services.late(), context, list::refresh);
    }

    private @Nullable Detail detail(@Nullable BillingEntityRow row) {
        if (row == null) {
            return null;
        }
        LocalDate today = today(row.entity().timeZone());
        var rates = services.rates().list().stream()
                .filter(entry ->
                        entry.subject().billingEntity().equals(row.entity().code()))
                .filter(entry -> !entry.from().isAfter(today)
                        && (entry.until() == null || entry.until().isAfter(today))
                        && entry.rate() != null)
                .toList();
        return new Detail(
                row,
                services.entities().series(row),
                services.rules().of(row.entity().code()),
                rates,
                services.late().rules().list());
    }

    /** Rules for late payment. */
    LateFeeModel late() {
        return late;
    }

    /** @param zone of a seller */
    LocalDate today(@Nullable String zone) {
        return LocalDate.ofInstant(services.clock().instant(), ZoneId.of(zone == null ? "UTC" : zone));
    }

    /** @param revision as it was read; null: it is new */
    void save(BillingEntity entity, String creditNotePrefix, @Nullable Integer revision) {
        list.act(
                "sellers.saving",
                _ -> {
                    if (revision == null) {
                        services.changes().add(entity, creditNotePrefix);
                    } else {
                        services.changes().change(entity, creditNotePrefix, revision);
                    }
                    return true;
                },
                _ -> context.notices().success(context.texts().get("sellers.saved", entity.name())));
    }

    /** What a change of a seller makes of drafts. */
    Work<TaxEffects.Effect> changed(BillingEntity entity, String creditNotePrefix, int revision) {
        return progress -> services.taxEffects()
                .of(inside -> services.changes().on(inside).change(entity, creditNotePrefix, revision), progress);
    }

    void rule(BillingRules.Rule rule) {
        list.act(
                "sellers.saving",
                _ -> {
                    services.rules().change(rule.seller(), _ -> rule);
                    return true;
                },
                _ -> context.notices().success(context.texts().get("sellers.saved", rule.name())));
    }

    ListModel<BillingEntityRow, Detail> list() {
        return list;
    }

    boolean mayChange() {
        return services.mayChange();
    }
}
