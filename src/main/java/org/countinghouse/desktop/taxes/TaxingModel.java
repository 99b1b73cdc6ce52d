package org.countinghouse.desktop.taxes;

import java.time.LocalDate;
import java.time.ZoneOffset;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What is done about the tax of a customer: its number asked about, its number and its treatment said. */
public final class TaxingModel {
    private final TaxingServices services;
    private final ScreenContext context;
    private final Runnable changed;
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();

    /** @param changed reads again what is shown */
    public TaxingModel(TaxingServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
    }

    /** Waits for the network; an outage is an answer and changes nothing. */
    void check(String customer) {
        act(
                "taxes.checking",
                _ -> services.taxes().check(customer),
                (CustomerTaxes.Check check) -> context.notices()
                        .info(context.texts().get("taxes.checked." + check.answer(), check.taxId(), check.register())));
    }

    /** What another country or number makes of drafts. */
    Work<TaxEffects.Effect> identified(String customer, @Nullable String country, String taxId) {
        return progress -> services.effects()
                .of(inside -> services.taxes().on(inside).identify(customer, country, taxId), progress);
    }

    /** What another way of taxing makes of drafts. */
    Work<TaxEffects.Effect> treated(
            String customer, TaxTreatment treatment, String reason, @Nullable LocalDate endsOn) {
        return progress -> services.effects()
                .of(inside -> services.taxes().on(inside).treat(customer, treatment, reason, endsOn), progress);
    }

    void identify(String customer, @Nullable String country, String taxId) {
        act(
                "taxes.saving",
                _ -> {
                    services.taxes().identify(customer, country, taxId);
                    return true;
                },
                _ -> context.notices().success(context.texts().get("taxes.identified", customer)));
    }

    void treat(String customer, TaxTreatment treatment, String reason, @Nullable LocalDate endsOn) {
        act(
                "taxes.saving",
                _ -> {
                    services.taxes().treat(customer, treatment, reason, endsOn);
                    return true;
                },
                _ -> context.notices().success(context.texts().get("taxes.treated", customer)));
    }

    private <T> void act(String title, Work<T> work, java.util.function.Consumer<T> done) {
        acting.set(true);
        context.tasks()
                .<T>run(
                        context.texts().get(title),
                        work,
                        result -> {
                            acting.set(false);
                            changed.run();
                            done.accept(result);
                        },
                        this::failed);
    }

    private void failed(Failure problem) {
        acting.set(false);
        context.notices().failure(problem);
        changed.run();
    }

    LocalDate today() {
        return LocalDate.ofInstant(services.clock().instant(), ZoneOffset.UTC);
    }

    boolean mayTreat() {
        return services.mayTreat();
    }

    /** Something is under way. */
    ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }
}
