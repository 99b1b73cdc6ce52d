package org.countinghouse.desktop.customers;

import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.ScreenContext;
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
