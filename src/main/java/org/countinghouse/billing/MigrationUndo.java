package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countinghouse.billing.MigrationResult.Member;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Undoes moves of many subscriptions together. Each is undone as one by itself would be, so that those billed since, and
 * those that something else stands in the way of, stay and are named.
 */
public final class MigrationUndo {
    private final Database database;
    private final ChangeUndo undoing;

    public MigrationUndo(Database database, Clock clock) {
        this.database = database;
        this.undoing = new ChangeUndo(database, clock);
    }

    /**
     * What undoing does, or did.
     *
     * @param undone those that are undone; of a look those that can be
     * @param staying those that are not, with the reason
     * @param before how many had been undone already
     * @param left how many nobody came to, because somebody stopped it
     */
    public record Result(
            UUID migration, List<Member> undone, List<BillingRunReport.Failed> staying, int before, int left) {
        public Result {
            undone = List.copyOf(undone);
            staying = List.copyOf(staying);
        }
    }

    /**
     * A move of one subscription.
     *
     * @param undone before
     */
    private record Move(long changeId, Member member, boolean undone) {}

    @FunctionalInterface
    private interface Attempt {
        void at(Move move);
    }

    /**
     * The latest first.
     *
     * @param plan code of a plan that was left or got; null: of all
     * @param most how many of them
     */
    public List<MadeMigration> made(@Nullable String plan, int most) {
        return database.read(connection -> MadeMigration.list(connection, plan, most));
    }

    /**
     * Which would be undone and which not; nothing is stored.
     *
     * @throws Failure {@code migration.missing}
     */
    public Result look(UUID migration, Progress progress) {
        return each(
                migration,
                "Looking at moves",
                progress,
                move -> SharedMeters.refuse(undoing.look(move.changeId()).shared()));
    }

    /**
     * Undoes those that can be; what is undone when somebody stops it stays undone.
     *
     * @throws Failure {@code migration.missing}
     */
    public Result undo(UUID migration, String reason, Progress progress) {
        Result result = each(
                migration, "Undoing moves", progress, move -> undoing.undo(move.changeId(), reason, false, migration));
        database.write(connection -> {
            // The reason stands with each of them, where an erasure finds it.
            AuditLog.append(
                    connection,
                    "subscription.migration-undo",
                    "migration " + migration,
                    BillingJson.write(BillingJson.object()
                            .put("undone", result.undone().size())
                            .put("staying", result.staying().size())
                            .put("before", result.before())
                            .put("left", result.left())));
            return null;
        });
        return result;
    }

    private Result each(UUID migration, String title, Progress progress, Attempt attempt) {
        List<Move> moves = database.read(connection -> moves(connection, migration));
        if (moves.isEmpty()) {
            throw new Failure(
                    "migration.missing",
                    "There is no migration " + migration + ".",
                    "Choose one of the list. Nothing was changed.");
        }
        List<Move> standing = moves.stream().filter(move -> !move.undone()).toList();
        var undone = new ArrayList<Member>();
        var staying = new ArrayList<BillingRunReport.Failed>();
        for (Move move : standing) {
            if (progress.cancelled()) {
                break;
            }
            try {
                attempt.at(move);
                undone.add(move.member());
            } catch (Failure failure) {
                if (failure.code().startsWith("database.")) {
                    // No rights, or no database: no matter of this one.
                    throw failure;
                }
                staying.add(move.member().failed(failure.code(), failure.summary()));
            }
            progress.report(title, undone.size() + staying.size(), standing.size());
        }
        int left = standing.size() - undone.size() - staying.size();
        return new Result(migration, undone, staying, moves.size() - standing.size(), left);
    }

    private static List<Move> moves(Connection connection, UUID migration) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select h.id, h.subscription_id, c.external_id, c.name, h.undone_at is not null
                from subscription_change h join subscription s on s.id = h.subscription_id
                    join customer c on c.id = s.customer_id
                where h.migration = ? order by h.subscription_id, h.id""")) {
            statement.setObject(1, migration);
            var moves = new ArrayList<Move>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(4);
                    moves.add(new Move(
                            rows.getLong(1),
                            new Member(rows.getLong(2), name == null || name.isBlank() ? rows.getString(3) : name),
                            rows.getBoolean(5)));
                }
            }
            return moves;
        }
    }
}
