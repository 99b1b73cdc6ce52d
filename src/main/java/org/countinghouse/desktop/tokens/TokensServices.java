package org.countinghouse.desktop.tokens;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.security.AccessTokenList;
import org.countinghouse.security.AccessTokenRow;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param secret what new tokens are signed with; read when it is needed
 * @param mayIssue may issue and revoke; others with the screen only look
 * @param shared gateways on other computers use this database too
 * @param listen hears of issued and revoked tokens; closes to stop
 */
public record TokensServices(
        RowSource<AccessTokenRow> list,
        AccessTokens tokens,
        Supplier<TokenSecret> secret,
        RowSource<CustomerRow> customers,
        boolean mayIssue,
        boolean shared,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static TokensServices of(Workspace workspace, Supplier<TokenSecret> secret, ConnectionInfo connection) {
        var database = workspace.database();
        return new TokensServices(
                new AccessTokenList(database, workspace.clock()),
                workspace.accessTokens(),
                secret,
                CustomerList.of(database),
                connection.roles().contains(GroupRole.ADMIN.role()),
                connection.kind() == ConnectionInfo.Kind.SHARED,
                heard -> database.listen(AccessTokens.CHANNEL, heard));
    }

    /** Whether the database lets a sign-in see tokens at all. */
    public static boolean maySee(ConnectionInfo connection) {
        return connection.roles().contains(GroupRole.ADMIN.role())
                || connection.roles().contains(GroupRole.AUDITOR.role());
    }
}
