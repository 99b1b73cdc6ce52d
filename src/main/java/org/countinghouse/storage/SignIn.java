package org.countinghouse.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a sign-in may do and what it finds, asked in one round trip.
 *
 * @param serverVersion as {@code server_version_num}, for example 180006
 * @param superuser may do anything, so nothing is done as it after opening
 * @param owner belongs to {@code ch_owner}, or may found the schema in a database that has none
 * @param schemaExists the schema {@code countinghouse} is there
 * @param allowed may use that schema
 * @param roles group roles it belongs to
 */
record SignIn(
        String user,
        int serverVersion,
        String serverName,
        boolean superuser,
        boolean owner,
        boolean schemaExists,
        boolean allowed,
        Set<String> roles) {
    private static final String QUESTION = """
            select current_user::text as name, current_setting('server_version_num')::int as version_number,
                   split_part(current_setting('server_version'), ' ', 1) as version_name, me.rolsuper,
                   coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles
                             where rolname = 'ch_owner'), false) as is_owner,
                   me.rolcreaterole and has_database_privilege(current_database(), 'create') as may_found,
                   (select count(*) from pg_namespace where nspname = 'countinghouse') = 1 as schema_exists,
                   coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace
                             where nspname = 'countinghouse'), false) as allowed,
                   array(select rolname::text from pg_roles
                         where rolname like 'ch\\_%' and pg_has_role(current_user, oid, 'member')) as roles
            from pg_roles me where me.rolname = current_user
            """;

    static SignIn ask(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUESTION);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("The sign-in has no role", "28000");
            }
            boolean schemaExists = row.getBoolean("schema_exists");
            boolean founder = row.getBoolean("may_found") && !schemaExists;
            return new SignIn(
                    row.getString("name"),
                    row.getInt("version_number"),
                    row.getString("version_name"),
                    row.getBoolean("rolsuper"),
                    row.getBoolean("rolsuper") || row.getBoolean("is_owner") || founder,
                    schemaExists,
                    row.getBoolean("allowed"),
                    strings(row.getArray("roles")));
        }
    }

    Set<GroupRole> groups() {
        return roles.stream().flatMap(role -> GroupRole.named(role).stream()).collect(Collectors.toSet());
    }

    SignIn withRoles(Set<String> others) {
        return new SignIn(user, serverVersion, serverName, superuser, owner, schemaExists, allowed, others);
    }

    private static Set<String> strings(Array array) throws SQLException {
        Set<String> strings = new TreeSet<>();
        for (Object element : (Object[]) array.getArray()) {
            strings.add(String.valueOf(element));
        }
        return strings;
    }
}
