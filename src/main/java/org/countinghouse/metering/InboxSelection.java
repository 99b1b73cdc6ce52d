package org.countinghouse.metering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which open entries of the inbox are meant: those that fulfil all that is given.
 *
 * @param customer as it was written
 * @param event type as it was written
 */
public record InboxSelection(
        @Nullable Long id,
        @Nullable InboxReason reason,
        @Nullable String customer,
        @Nullable String event,
        @Nullable Long batchId) {
    /** All open entries. */
    public static final InboxSelection ALL = new InboxSelection(null, null, null, null, null);

    public static InboxSelection one(long id) {
        return new InboxSelection(id, null, null, null, null);
    }

    public static InboxSelection of(InboxReason reason) {
        return new InboxSelection(null, reason, null, null, null);
    }

    public static InboxSelection ofCustomer(String customer) {
        return new InboxSelection(null, null, customer, null, null);
    }

    /** Conditions with a leading {@code and}, to be bound by {@link #values}. */
    String conditions() {
        return (id == null ? "" : " and id = ?")
                + (reason == null ? "" : " and reason = ?")
                + (customer == null ? "" : " and customer = ?")
                + (event == null ? "" : " and event = ?")
                + (batchId == null ? "" : " and batch_id = ?");
    }

    List<Object> values() {
        var values = new ArrayList<Object>();
        if (id != null) {
            values.add(id);
        }
        if (reason != null) {
            values.add(reason.code());
        }
        if (customer != null) {
            values.add(customer);
        }
        if (event != null) {
            values.add(event);
        }
        if (batchId != null) {
            values.add(batchId);
        }
        return values;
    }
}
