package org.countinghouse.desktop.messages;

import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.mail.MailDelivery;
import org.countinghouse.mail.MailList;
import org.countinghouse.mail.MailRow;
import org.countinghouse.mail.Outbox;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the messages screen works with.
 *
 * @param mayDecide may send again, call back and settle; others only look
 * @param listen hears of messages; closes to stop
 */
public record MessagesServices(
        RowSource<MailRow> list,
        Outbox outbox,
        MailDelivery delivery,
        boolean mayDecide,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static MessagesServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new MessagesServices(
                MailList.of(database),
                workspace.outbox(),
                workspace.mailDelivery(),
                connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> database.listen("invoice", heard));
    }
}
