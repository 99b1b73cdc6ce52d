package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * Problems of drafts about which a person decides. Usage outside every subscription, and late usage without a price, can
 * be let go with a reason: it then stays unbilled, and who let it go, when and why stays with the draft. What was
 * accepted is accepted as it is: other problems, or more usage, wait for another decision.
 */
public final class UsageProblems {
    /** Of an invoice {@code i}: it has problems that nobody has accepted. */
    static final String UNDECIDED = "(i.problems <> '[]'::jsonb and i.problems is distinct from i.accepted_problems)";

    /** How many of them. */
    static final String COUNT = "case when " + UNDECIDED + " then jsonb_array_length(i.problems) else 0 end";

    /** What to do about them. */
    static final String REMEDY =
            "Open its problems: complete the plan or the mapping and refresh the figures, or accept"
                    + " with a reason that usage outside every subscription is not billed.";

    private static final Set<String> ACCEPTABLE = Set.of("usage.outside_period", LateProblems.CODE);

    private final Database database;
    private final Clock clock;

    public UsageProblems(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether a problem may be let go; others have to be mended. */
    public static boolean acceptable(Invoice.Problem problem) {
        return ACCEPTABLE.contains(problem.code());
    }

    /**
     * Lets the problems of drafts go.
     *
     * @return number of drafts that had some
     * @throws Failure {@code invoice.missing}, {@code invoice.reason} without a reason, {@code invoice.state} when one is
     *     no draft any more, {@code invoice.problems} when one has a problem that has to be mended
     */
    public int accept(Collection<Long> ids, String reason) {
        if (reason.isBlank()) {
            throw new Failure("invoice.reason", "This step needs a reason.", "Say in a few words why.");
        }
        return database.write(connection -> {
            var locked = Transitions.lock(connection, ids);
            for (Transitions.Locked each : locked) {
                if (!each.status().open()) {
                    throw new Failure(
                            "invoice.state",
                            each.name() + " is " + Transitions.words(each.status()) + ".",
                            "Problems are accepted while it is a draft. Nothing was changed.");
                }
                refuseOthers(connection, each);
            }
            int accepted = store(connection, ids, reason);
            if (accepted > 0) {
                Database.notify(connection, "invoice", "moved");
            }
            return accepted;
        });
    }

    private static void refuseOthers(Connection connection, Transitions.Locked draft) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select e ->> 'code', e ->> 'message' from invoice i, jsonb_array_elements(i.problems) e where i.id = ?")) {
            statement.setLong(1, draft.id());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!ACCEPTABLE.contains(rows.getString(1))) {
                        throw new Failure(
                                "invoice.problems",
                                draft.name() + " has a problem that has to be mended: " + rows.getString(2),
                                "Complete the plan or the mapping and refresh the figures. Nothing was accepted.");
                    }
                }
            }
        }
    }

    /** Told in the history of the draft as a step that leaves it where it is. */
    private int store(Connection connection, Collection<Long> ids, String reason) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with accepted as (
                    update invoice i set accepted_problems = i.problems, revision = i.revision + 1
                    where i.id = any (?) and\s""" + UNDECIDED + """
                     returning i.id, i.status, i.problems),
                told as (
                    insert into invoice_transition (invoice_id, from_status, to_status, at, reason)
                    select id, status, status, ?, ? from accepted order by id)
                select id, problems from accepted order by id""")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setString(3, reason);
            var entries = new java.util.ArrayList<AuditLog.Entry>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var detail = BillingJson.object().put("reason", reason);
                    detail.set("problems", BillingJson.read(rows.getString(2)));
                    entries.add(new AuditLog.Entry("invoice " + rows.getLong(1), BillingJson.write(detail)));
                }
            }
            AuditLog.append(connection, "invoice.accept-problems", entries);
            return entries.size();
        }
    }

    /** @throws Failure {@code invoice.problems} when one of these has problems that nobody has accepted */
    static void refuse(Connection connection, Collection<Long> ids, String nothingDone) throws SQLException {
        List<Long> found = new java.util.ArrayList<>();
        try (var statement = connection.prepareStatement(
                "select i.id from invoice i where i.id = any (?) and " + UNDECIDED + " order by i.id")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
        }
        if (!found.isEmpty()) {
            throw failure(found, nothingDone);
        }
    }

    static Failure failure(List<Long> ids, String nothingDone) {
        String named = ids.stream().limit(5).map(Object::toString).collect(Collectors.joining(", "));
        return new Failure(
                "invoice.problems",
                (ids.size() == 1 ? "Draft " + named + " has" : "Drafts " + named + " have")
                        + " usage that no price covers.",
                REMEDY + " " + nothingDone);
    }
}
