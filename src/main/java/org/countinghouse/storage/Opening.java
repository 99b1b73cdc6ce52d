package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.countinghouse.storage.embedded.EmbeddedServer;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Opens a database: finds or makes it, brings its schema up to date when the sign-in may, and ends with connections of
 * a role that is neither owner nor superuser.
 *
 * @param work connections for all work
 * @param administration connections that may make sign-ins; a staff sign-in's have no such right
 */
record Opening(Connector work, Connector administration, SignIn signIn, String workRole, int schemaVersion) {
    private static final int OLDEST_SERVER = 150000;
    private static final String STAFF = "ch_staff";

    static Opening embedded(EmbeddedServer server, String database, Progress progress) throws SQLException {
        Connector work =
                local(server, database, "ch_local", server.credentials().local(), "");
        Connector superuser =
                local(server, database, "postgres", server.credentials().superuser(), "");
        SortedSet<Integer> available = Migrations.available();
        Existing existing = Existing.look(work);
        if (existing == null || !existing.applied().containsAll(available)) {
            progress.report("Bringing the database up to date", 0, -1);
            String password = server.credentials().superuser();
            Founding.database(local(server, "postgres", "postgres", password, ""), database);
            Founding.rolesAndSchema(superuser);
            Founding.localSignIn(superuser, server.credentials(), database);
            Connector owner = local(server, database, "postgres", password, "ch_owner");
            Migrations.apply(owner);
            Founding.letIn(owner);
            existing = Existing.of(work);
        }
        refuseNewer(work, existing.applied(), available);
        return new Opening(work, superuser, existing.signIn(), "ch_local", last(existing.applied()));
    }

    static Opening shared(DatabaseSettings.Shared settings, Progress progress) throws SQLException {
        Connector plain = remote(settings, "");
        Existing existing = Existing.of(plain);
        SignIn signIn = existing.signIn();
        if (signIn.serverVersion() < OLDEST_SERVER) {
            throw new StorageFailure(
                    "database.server-version",
                    "The server at " + plain.place() + " is PostgreSQL " + signIn.serverName()
                            + "; Countinghouse works with 15 to 18.",
                    "Ask its owner for a newer server. Nothing was changed.");
        }
        SortedSet<Integer> available = Migrations.available();
        refuseNewer(plain, existing.applied(), available);
        if (!existing.applied().containsAll(available)) {
            if (!signIn.owner()) {
                throw notUpToDate(plain, signIn, existing.applied());
            }
            progress.report("Bringing the database up to date", 0, -1);
            Founding.rolesAndSchema(plain);
            Connector owner = remote(settings, "ch_owner");
            Migrations.apply(owner);
            Founding.letIn(owner);
        }
        String role = signIn.owner() ? STAFF : "";
        return new Opening(
                remote(settings, role),
                plain,
                signIn.owner() ? existing.signIn().withRoles(Set.of("ch_admin", "ch_finance", "ch_analyst")) : signIn,
                role.isEmpty() ? signIn.user() : role,
                last(available));
    }

    private static Connector local(EmbeddedServer server, String database, String user, String password, String role) {
        return new Connector(
                "127.0.0.1", server::port, database, user, password, Map.of(), role, () -> server.revive());
    }

    private static Connector remote(DatabaseSettings.Shared settings, String role) {
        return new Connector(
                settings.host(),
                settings::port,
                settings.database(),
                settings.user(),
                settings.password(),
                settings.parameters(),
                role,
                null);
    }

    private static void refuseNewer(Connector place, SortedSet<Integer> applied, SortedSet<Integer> available) {
        if (last(applied) > last(available)) {
            throw new StorageFailure(
                    "database.schema-newer",
                    "The database at " + place.place() + " was upgraded by a newer Countinghouse (schema "
                            + last(applied) + "; this program knows " + last(available) + ").",
                    "Update the program. Nothing was changed.");
        }
    }

    private static StorageFailure notUpToDate(Connector place, SignIn signIn, SortedSet<Integer> applied) {
        String remedy = "Ask the owner to run `countinghouse database migrate`. Nothing was changed.";
        if (signIn.schemaExists() && !signIn.allowed()) {
            return new StorageFailure(
                    "database.permission",
                    "The sign-in " + signIn.user() + " belongs to no group of Countinghouse in " + place.place() + ".",
                    "Ask the owner of the database to add it to a group, for example ch_finance.");
        }
        return applied.isEmpty()
                ? new StorageFailure(
                        "database.schema-missing",
                        "The database at " + place.place() + " has no Countinghouse schema yet.",
                        remedy)
                : new StorageFailure(
                        "database.schema-older",
                        "The database at " + place.place() + " has an older schema (" + last(applied) + ").",
                        remedy);
    }

    private static int last(SortedSet<Integer> versions) {
        return versions.isEmpty() ? 0 : versions.last();
    }

    /** What is there before anything is done. */
    private record Existing(SignIn signIn, SortedSet<Integer> applied) {
        static Existing of(Connector connector) throws SQLException {
            try (Connection connection = connector.getConnection()) {
                SignIn signIn = SignIn.ask(connection);
                boolean readable = signIn.allowed();
                return new Existing(
                        signIn, readable ? Migrations.applied(connection) : java.util.Collections.emptySortedSet());
            }
        }

        /** Null when the embedded server has no such database or sign-in yet. */
        static @Nullable Existing look(Connector connector) throws SQLException {
            try {
                return of(connector);
            } catch (SQLException problem) {
                String state = String.valueOf(problem.getSQLState());
                if (Set.of("3D000", "28P01", "28000", "42501").contains(state)) {
                    return null;
                }
                throw problem;
            }
        }
    }
}
