package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.billing.PayerEffects;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.storage.list.RowSource;
import org.jspecify.annotations.Nullable;

/** What can be done about who pays for the open customer. */
final class PayerModel {
    private final CustomersServices services;
    private final ScreenContext context;
    private final Runnable changed;

    PayerModel(CustomersServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
    }

    RowSource<CustomerRow> customers() {
        return services.list();
    }

    /** Finance and admins say who pays; others only look. */
    boolean mayChange() {
        return services.taxing().mayTreat();
    }

    /** What it makes of the next invoices that somebody gets one for all, or one each. */
    Work<PayerEffects.Effect> gathered(String customer, boolean together) {
        return progress -> services.payerEffects()
                .of(List.of(customer), inside -> new CustomerPayers(inside).together(customer, together), progress);
    }

    /**
     * Who gets the next invoices when somebody else pays.
     *
     * @param before external id of who pays now; null: the customer itself
     * @param payer external id; null: the customer itself
     */
    Work<PayerEffects.Effect> paid(String customer, @Nullable String before, @Nullable String payer) {
        var parties = new ArrayList<String>(List.of(customer));
        if (before != null) {
            parties.add(before);
        }
        if (payer != null) {
            parties.add(payer);
        }
        return progress -> services.payerEffects()
                .of(parties, inside -> new CustomerPayers(inside).set(customer, payer), progress);
    }

    /** @param together one invoice for all that it pays and that ends together */
    void together(String customer, boolean together) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("customers.payer"),
                        _ -> {
                            services.payers().together(customer, together);
                            return true;
                        },
                        _ -> {
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    together ? "customers.together.on" : "customers.together.off",
                                                    customer));
                            changed.run();
                        },
                        failure -> {
                            context.notices().failure(failure);
                            changed.run();
                        });
    }

    /** @param payer null: the customer pays itself */
    void set(String customer, @Nullable CustomerRow payer) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("customers.payer"),
                        _ -> {
                            services.payers().set(customer, payer == null ? null : payer.externalId());
                            return true;
                        },
                        _ -> {
                            context.notices()
                                    .success(
                                            payer == null
                                                    ? context.texts().get("customers.payer.done.itself", customer)
                                                    : context.texts()
                                                            .get("customers.payer.done", customer, payer.name()));
                            changed.run();
                        },
                        context.notices()::failure);
    }
}
