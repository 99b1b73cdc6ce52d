package org.countinghouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rights in the database are the guard, so every right of every group on every table is written down. */
class RightsTest {
    /** One line a table and group; a verb in brackets holds for some columns only. */
    private static final String RIGHTS = """
            select c.relname || ' ' || g.role || ':' || string_agg(
                       case when has_table_privilege(g.role, c.oid, v.verb) then ' ' || v.verb
                            when v.verb in ('select', 'insert', 'update')
                                 and has_any_column_privilege(g.role, c.oid, v.verb) then ' (' || v.verb || ')'
                            else '' end, '' order by v.position)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'countinghouse'
            cross join unnest(array['ch_analyst', 'ch_finance', 'ch_admin', 'ch_auditor', 'ch_gateway', 'public'])
                 as g(role)
            cross join (values ('select', 1), ('insert', 2), ('update', 3), ('delete', 4), ('truncate', 5),
                               ('references', 6), ('trigger', 7)) as v(verb, position)
            where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
            group by c.relname, g.role
            order by c.relname, array_position(
                array['ch_analyst', 'ch_finance', 'ch_admin', 'ch_auditor', 'ch_gateway', 'public'], g.role)
            """;

    @Test
    void areExactlyAsWrittenDown() throws Exception {
        List<String> rights = new ArrayList<>();
        try (TestDatabase fresh = TestDatabase.fresh();
                Connection connection = TestDatabase.superuser(fresh.name());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(RIGHTS)) {
            while (row.next()) {
                rights.add(row.getString(1));
            }
        }
        try (InputStream written = RightsTest.class.getResourceAsStream("rights.txt")) {
            List<String> expected = new String(written.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(rights)
                    .as("a new table or grant is a decision: write it into rights.txt")
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void everythingBelongsToTheOwnerRoleAndNobodySignsInAsIt() throws Exception {
        try (TestDatabase fresh = TestDatabase.fresh();
                Connection connection = TestDatabase.superuser(fresh.name());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select"
                        + " (select count(*) from pg_tables where schemaname = 'countinghouse'"
                        + "  and tableowner <> 'ch_owner'),"
                        + " (select count(*) from pg_roles where rolname like 'ch\\_%' and rolcanlogin"
                        + "  and rolname <> 'ch_local'),"
                        + " (select count(*) from pg_roles where rolname like 'ch\\_%'"
                        + "  and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls))")) {
            row.next();
            assertThat(List.of(row.getInt(1), row.getInt(2), row.getInt(3))).containsExactly(0, 0, 0);
        }
    }
}
