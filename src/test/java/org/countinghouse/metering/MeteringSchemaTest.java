package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the scale rules: metering tables can be spread by customer without a change to the program. */
class MeteringSchemaTest {
    private static final String TABLES = "('usage_event'::regclass, 'usage_key'::regclass, 'usage_rollup'::regclass,"
            + " 'usage_correction'::regclass, 'usage_superseded'::regclass, 'usage_released'::regclass,"
            + " 'quota_override'::regclass, 'quota_grant'::regclass, 'quota_head'::regclass, 'quota_limit'::regclass,"
            + " 'quota_counter'::regclass, 'quota_hold'::regclass, 'quota_event'::regclass)";

    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void everyUniqueKeyContainsTheCustomer() {
        assertThat(texts("""
                        select i.indexrelid::regclass from pg_index i
                        where i.indrelid in %s and i.indisunique and not exists (
                            select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'customer_id'
                            and a.attnum = any (i.indkey))""".formatted(TABLES))).isEmpty();
        assertThat(texts("select indrelid::regclass from pg_index where indisprimary and indrelid in " + TABLES))
                .as("each has a primary key")
                .hasSize(13);
    }

    @Test
    void noForeignKeysInOrOut() {
        assertThat(texts("select conname from pg_constraint where contype = 'f' and (conrelid in %s or confrelid in %s)"
                        .formatted(TABLES, TABLES)))
                .isEmpty();
    }

    @Test
    void noTriggersAndNoRules() {
        assertThat(texts("select tgname from pg_trigger where tgrelid in " + TABLES))
                .as("none but that of corrections, once a statement: drafts of what they change are stale")
                .containsExactly("correction_stales_drafts");
        assertThat(texts("select rulename from pg_rewrite where ev_class in " + TABLES))
                .isEmpty();
    }

    @Test
    void eventsAndRollupsArePartitionedByTime() {
        assertThat(texts("""
                        select p.partrelid::regclass || ' ' || a.attname from pg_partitioned_table p
                        join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
                        where p.partstrat = 'r' and p.partrelid in %s order by 1""".formatted(TABLES))).containsExactly("usage_event occurred_at", "usage_rollup hour");
    }

    @Test
    void creatorsOfOnePartitionAtOnceBothSucceed() throws Exception {
        try (Database finance = test.as(GroupRole.FINANCE);
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> creators = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                creators.add(() -> finance.write(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(
                                "select ensure_usage_partitions(array['2025-01-15', '2024-12-01', '2025-02-28']::date[])");
                    }
                }));
            }
            for (var done : threads.invokeAll(creators)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(texts("""
                        select inhrelid::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid) from pg_inherits
                        join pg_class c on c.oid = inhrelid where inhparent = 'usage_event'::regclass
                        and c.relname ~ '202[45]' order by 1""")).hasSize(3).first().asString().contains("usage_event_2024_12");
    }

    @Test
    void onlyThoseWhoImportMayMakePartitionsAndNobodyOutsideTheCalendar() {
        String call = "select ensure_usage_partitions(array['%s']::date[])";
        try (Database analyst = test.as(GroupRole.ANALYST)) {
            assertThatThrownBy(() -> execute(analyst, call.formatted("2025-03-01")))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("database.permission"));
        }
        try (Database admin = test.as(GroupRole.ADMIN)) {
            assertThatThrownBy(() -> execute(admin, call.formatted("1970-01-01")))
                    .isInstanceOf(Failure.class);
            for (String sql : List.of(
                    "delete from usage_event",
                    "update usage_event set quantity = 0",
                    "update usage_key set key = key",
                    "delete from usage_rollup",
                    "truncate usage_event",
                    "drop table usage_event_2025_01")) {
                assertThatThrownBy(() -> execute(admin, sql)).as(sql).isInstanceOf(Failure.class);
            }
        }
    }

    private static void execute(Database database, String sql) {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static List<String> texts(String sql) {
        return test.database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        });
    }
}
