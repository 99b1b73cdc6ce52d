package org.countinghouse.desktop.customers;

import java.util.function.Consumer;
import org.countinghouse.customers.CustomerAddresses.Address;
import org.countinghouse.customers.CustomerDetail;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.desktop.common.ScreenContext;

/** What can be done about name and address of the open customer. */
final class AddressModel {
    private static final String CHANGED = "customer.changed";

    private final CustomersServices services;
    private final ScreenContext context;
    private final Runnable changed;

    AddressModel(CustomersServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
    }

    /** Finance and admins; others only look. */
    boolean mayChange() {
        return services.taxing().mayTreat();
    }

    static Address of(CustomerFacts facts) {
        return new Address(facts.name(), facts.address(), facts.country());
    }

    /**
     * Stores them, and says how many drafts are in doubt.
     *
     * @param customer as it was read
     * @param meanwhile hears of the customer as it is now, when somebody else changed it since
     */
    void change(CustomerFacts customer, Address wanted, Consumer<CustomerFacts> meanwhile) {
        var texts = context.texts();
        context.tasks()
                .<Long>run(
                        texts.get("customers.address"),
                        _ -> services.addresses().change(customer.externalId(), of(customer), wanted),
                        doubtful -> {
                            context.notices()
                                    .success(
                                            doubtful == 0
                                                    ? texts.get("customers.address.done", wanted.name())
                                                    : texts.get(
                                                            "customers.address.doubt",
                                                            context.formats().count(doubtful),
                                                            wanted.name()));
                            changed.run();
                        },
                        failure -> {
                            if (failure.code().equals(CHANGED)) {
                                readAgain(customer, meanwhile);
                            } else {
                                context.notices().failure(failure);
                            }
                        });
    }

    private void readAgain(CustomerFacts customer, Consumer<CustomerFacts> meanwhile) {
        context.tasks()
                .run(
                        context.texts().get("customers.address"),
                        _ -> services.detail().find(customer.id()),
                        found -> {
                            found.map(CustomerDetail.Found::facts).ifPresent(meanwhile);
                            changed.run();
                        },
                        context.notices()::failure);
    }
}
