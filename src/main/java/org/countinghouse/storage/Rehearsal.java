package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in which services work as if each of their own were saved, and which is taken back whatever comes of
 * it. Threads take turns: there is one connection.
 */
final class Rehearsal {
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    /** @param connection that has begun nothing */
    Rehearsal(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            // Who only looks does not keep those waiting who do something, nor waits long for them.
            statement.execute("set local lock_timeout = '4s'");
        }
    }

    /** @param keep what is done stays for the rest of the rehearsal; else nothing of it does, nor its settings */
    <T extends @Nullable Object> T run(SqlWork<T> work, boolean keep) throws SQLException {
        turn.lock();
        try {
            Savepoint before = connection.setSavepoint();
            boolean done = false;
            try {
                T result = work.run(connection);
                done = keep;
                return result;
            } finally {
                if (done) {
                    connection.releaseSavepoint(before);
                } else {
                    connection.rollback(before);
                }
            }
        } finally {
            turn.unlock();
        }
    }
}
