package org.countinghouse.security;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.postgresql.util.PasswordUtil;

/** Makes and lists the sign-ins of staff. Each is a PostgreSQL role of its own; its rights come from its groups. */
public final class StaffRoles {
    /** What needs no quoting, and cannot be mistaken for a role of PostgreSQL or of the program. */
    private static final Pattern NAME = Pattern.compile("(?!pg_|ch_|postgres$|public$|none$)[a-z][a-z0-9_]{0,62}");

    private static final int SHORTEST_PASSWORD = 8;
    private static final String STAFF = """
            select r.rolname::text as name, r.rolcanlogin as enabled, array_agg(g.rolname::text) as groups
            from pg_roles r join pg_auth_members m on m.member = r.oid join pg_roles g on g.oid = m.roleid
            where g.rolname in ('ch_analyst', 'ch_finance', 'ch_admin', 'ch_auditor', 'ch_gateway')
              and r.rolname not in ('ch_staff', 'ch_owner') and not r.rolsuper
            group by r.rolname, r.rolcanlogin order by r.rolname
            """;

    private final Database database;

    public StaffRoles(Database database) {
        this.database = database;
    }

    /**
     * Makes a sign-in; the server only ever sees the password's verifier.
     *
     * @throws Failure {@code staff.name} or {@code staff.password} when one cannot be used, {@code staff.groups} without
     *     a group, {@code database.permission} for who may not make sign-ins
     */
    public void create(String name, String password, Set<GroupRole> groups) {
        check(name, password, groups);
        database.administer(connection -> {
            if (exists(connection, name)) {
                throw new Failure("staff.name", "There already is a sign-in " + name + ".", "Choose another name.");
            }
            String verifier = PasswordUtil.encodeScramSha256(password.toCharArray());
            try (Statement statement = connection.createStatement()) {
                statement.execute("create role " + name + " login password '" + verifier + "'");
                for (GroupRole group : groups) {
                    statement.execute("grant " + group.role() + " to " + name);
                }
            }
            return name;
        });
    }

    /** Everybody who belongs to a group, by name. */
    public List<StaffRole> list() {
        return database.read(connection -> {
            List<StaffRole> staff = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(STAFF);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    staff.add(new StaffRole(
                            row.getString("name"), row.getBoolean("enabled"), groups(row.getArray("groups"))));
                }
            }
            return List.copyOf(staff);
        });
    }

    private static Set<GroupRole> groups(Array names) throws SQLException {
        Set<GroupRole> groups = EnumSet.noneOf(GroupRole.class);
        for (Object name : (Object[]) names.getArray()) {
            GroupRole.named(String.valueOf(name)).ifPresent(groups::add);
        }
        return groups;
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from pg_roles where rolname = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) > 0;
            }
        }
    }

    private static void check(String name, String password, Set<GroupRole> groups) {
        if (!NAME.matcher(name).matches()) {
            throw new Failure(
                    "staff.name",
                    "\"" + name + "\" cannot be the name of a sign-in.",
                    "Use lower-case letters, digits and _, beginning with a letter; not pg_ or ch_.");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw new Failure(
                    "staff.password",
                    "The password of " + name + " is too short.",
                    "Use at least " + SHORTEST_PASSWORD + " characters.");
        }
        if (groups.isEmpty()) {
            throw new Failure("staff.groups", "The sign-in " + name + " belongs to no group.", "Give it at least one.");
        }
    }
}
