package org.countinghouse.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.StorageFailure;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    @Test
    void isWrittenByEverybodyInTheirOwnNameAndChangedByNobody() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh();
                Database finance = fresh.as(GroupRole.FINANCE);
                Database auditor = fresh.as(GroupRole.AUDITOR)) {
            finance.write(connection -> {
                AuditLog.append(connection, "invoice.finalise", "invoice 42", "{\"number\": \"INV-1\"}");
                return null;
            });
            String entry = auditor.read(connection -> {
                try (Statement statement = connection.createStatement();
                        var row = statement.executeQuery(
                                "select who, action, subject, detail ->> 'number' from audit_entry")) {
                    row.next();
                    return String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
                }
            });
            assertThat(entry).isEqualTo(finance.info().user() + " invoice.finalise invoice 42 INV-1");
            for (String change : new String[] {
                "update audit_entry set who = 'x'",
                "delete from audit_entry",
                "truncate audit_entry",
                "insert into audit_entry (who, action, subject) values ('x', 'a', 'b')",
                "insert into audit_entry (at, action, subject) values (now(), 'a', 'b')"
            }) {
                StorageFailure refused = catchThrowableOfType(
                        StorageFailure.class, () -> finance.write(connection -> run(connection, change)));
                assertThat(refused.code()).as(change).isEqualTo("database.permission");
            }
            try (Connection superuser = TestDatabase.superuser(fresh.name())) {
                SQLException refused = catchThrowableOfType(
                        SQLException.class, () -> run(superuser, "update audit_entry set who = 'x'"));
                assertThat(refused.getSQLState()).isEqualTo("23001");
            }
        }
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
