package org.countinghouse.desktop.messages;

import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.mail.MailList;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailRow;
import org.countinghouse.mail.MailState;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;

/** State of the messages screen: the list, the message that is looked at, and what is decided about it. */
public final class MessagesModel {
    /** Name of this screen. */
    public static final String SCREEN = "messages";

    private static final String STAGE = "stage";

    private static final String CUSTOMER = "customer";

    private final MessagesServices services;
    private final ScreenContext context;
    private final ListModel<MailRow, MailMessage> list;

    MessagesModel(MessagesServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new ListModel<>(
                "screen.messages",
                services.list(),
                services.listen(),
                row -> row == null ? null : services.outbox().find(row.id()),
                context);
    }

    /** The messages at a stage, as a place to go to. */
    public static Location of(MailList.Stage stage) {
        return Location.of(SCREEN, STAGE, stage.name());
    }

    /** The messages about documents of a customer, as a place to go to; by its external id. */
    public static Location ofCustomer(String customer) {
        return Location.of(SCREEN, CUSTOMER, customer);
    }

    void show(Location location) {
        String customer = location.arguments().get(CUSTOMER);
        if (customer != null) {
            list.table().filter(Filter.ALL.and("customer_id", Filter.Operator.EQUALS, customer));
        }
        String stage = location.arguments().get(STAGE);
        if (stage != null) {
            list.table().filter(MailList.Stage.valueOf(stage).filter());
        }
    }

    /** @param stage null for all messages */
    void choose(MailList.@Nullable Stage stage) {
        Filter wanted = stage == null ? Filter.ALL : stage.filter();
        list.table().filter(wanted.withSearch(list.table().filter().get().search()));
    }

    /** The message beside the list may be decided about so. */
    BooleanBinding may(Predicate<MailState> decision) {
        return Bindings.createBooleanBinding(
                () -> {
                    MailMessage shown = list.detail().get();
                    return shown != null
                            && services.mayDecide()
                            && !list.acting().get()
                            && decision.test(shown.state());
                },
                list.detail(),
                list.acting());
    }

    void repeat() {
        decide(message -> () -> {
            services.outbox().repeat(message.id());
            services.delivery().deliver();
            return services.outbox().find(message.id());
        });
    }

    void wentOut() {
        decide(message -> () -> services.outbox().wentOut(message.id()));
    }

    void cancel() {
        decide(message -> () -> services.outbox().cancel(message.id()));
    }

    private void decide(java.util.function.Function<MailMessage, Supplier<MailMessage>> decision) {
        MailMessage shown = list.detail().get();
        if (shown != null) {
            list.act("invoices.task.send", _ -> decision.apply(shown).get(), this::tell);
        }
    }

    private void tell(MailMessage message) {
        String said = context.texts()
                .get(
                        "invoices.send.done." + message.state().code(),
                        message.document(),
                        message.recipient(),
                        message.reason());
        if (message.state() == MailState.SENT) {
            context.notices().success(said);
        } else {
            context.notices().info(said);
        }
    }

    /** Goes to the invoice of the message that is looked at. */
    void openInvoice() {
        MailMessage shown = list.detail().get();
        if (shown != null) {
            context.navigator().go(InvoiceFilter.location(shown.invoiceId()));
        }
    }

    ListModel<MailRow, MailMessage> list() {
        return list;
    }

    boolean mayDecide() {
        return services.mayDecide();
    }
}
