package org.countinghouse.storage;

import org.countinghouse.work.Failure;

/**
 * The database could not do something. The codes are stable: {@code database.unreachable}, {@code database.sign-in},
 * {@code database.missing}, {@code database.permission}, {@code database.busy}, {@code database.duplicate}, {@code
 * database.reference}, {@code database.refused}, {@code database.disk-full}, {@code database.full}, {@code
 * database.cancelled}, {@code database.read-only}, {@code database.unsure} (a commit without an answer), {@code
 * database.schema-missing}, {@code database.schema-older}, {@code database.schema-newer}, {@code
 * database.server-version}, {@code database.failed}, and {@code conflict} (somebody else changed the same record).
 */
public final class StorageFailure extends Failure {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public StorageFailure(String code, String message, String remedy) {
        super(code, message, remedy);
        this.sqlState = "";
    }

    StorageFailure(String code, String message, String remedy, String sqlState, Throwable cause) {
        super(code, message, remedy, cause);
        this.sqlState = sqlState;
    }

    /** Five characters of the SQL standard and PostgreSQL's appendix A; empty when the failure is not the server's. */
    public String sqlState() {
        return sqlState;
    }
}
