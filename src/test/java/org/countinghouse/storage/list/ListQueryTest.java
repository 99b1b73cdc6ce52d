package org.countinghouse.storage.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListQueryTest {
    private static final int ROWS = 500;
    private static final long SEED = 20260131;
    private static final List<String> NAMES = List.of("customer", "quantity", "total", "day", "at", "note");

    private record Row(long id) {}

    private static TestDatabase fresh;

    @BeforeAll
    static void fill() throws Exception {
        fresh = TestDatabase.fresh();
        try (Connection connection = TestDatabase.superuser(fresh.name());
                Statement statement = connection.createStatement()) {
            // Few different values and many missing ones: ties and nulls everywhere.
            statement.execute("create table sale as select id::bigint,"
                    + " 'Customer ' || id % 7 as customer, (id % 11)::int as quantity, id % 13 / 4.0 as total,"
                    + " case id % 2 when 0 then 'EUR' else 'USD' end as currency,"
                    + " case when id % 5 > 0 then date '2026-01-01' + (id % 9)::int end as day,"
                    + " timestamptz '2026-01-01 12:00:00.123456Z' + (id % 10) * interval '1 day' as at,"
                    + " case id % 3 when 0 then null when 1 then '100% _sure\\' else 'Äpfel' end as note"
                    + " from generate_series(1, " + ROWS + ") as id");
            statement.execute("grant select on sale to ch_analyst");
        }
    }

    @AfterAll
    static void close() {
        fresh.close();
    }

    @Test
    void pagesByKeysetExactlyAsOnePlainSort() {
        var random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            List<Sort> sorts = sorts(random);
            ListQuery<Row> list = random.nextBoolean()
                    ? sales().build()
                    : sales().required("customer", "at").build();
            Filter filter = random.nextBoolean() ? Filter.ALL : Filter.ALL.withSearch("customer 3");
            List<Long> plain = ids(list.page(filter, sorts, null, 0, ROWS));
            List<Long> paged = new ArrayList<>();
            Cursor after = null;
            while (true) {
                Page<Row> page = list.page(filter, sorts, after, 0, 1 + random.nextInt(90));
                if (page.rows().isEmpty()) {
                    break;
                }
                paged.addAll(ids(page));
                after = page.cursors().getLast();
            }
            assertThat(paged).as("seed %d, round %d, %s", SEED, round, sorts).isEqualTo(plain);
            assertThat(plain).doesNotHaveDuplicates();
        }
    }

    @Test
    void skipsForAJumpInTheScrollBar() {
        ListQuery<Row> list = sales().build();
        List<Long> all = ids(list.page(Filter.ALL, List.of(), null, 0, ROWS));
        assertThat(ids(list.page(Filter.ALL, List.of(), null, 200, 10))).isEqualTo(all.subList(200, 210));
    }

    @Test
    void comparesByTheKindOfTheColumn() {
        assertThat(count("customer", Filter.Operator.EQUALS, "Customer 3")).isEqualTo(sql("customer = 'Customer 3'"));
        assertThat(count("customer", Filter.Operator.CONTAINS, "MER 3")).isEqualTo(sql("customer = 'Customer 3'"));
        assertThat(count("quantity", Filter.Operator.AT_LEAST, "5")).isEqualTo(sql("quantity >= 5"));
        assertThat(count("total", Filter.Operator.AT_MOST, "1.25")).isEqualTo(sql("total <= 1.25"));
        assertThat(count("day", Filter.Operator.NOT_EQUALS, "2026-01-02"))
                .isEqualTo(sql("day is distinct from date '2026-01-02'"));
        assertThat(count("at", Filter.Operator.EQUALS, "2026-01-02"))
                .isEqualTo(sql("at >= '2026-01-02Z' and at < '2026-01-03Z'"));
        assertThat(count("at", Filter.Operator.AT_MOST, "2026-01-02T12:00:00.123456Z"))
                .isEqualTo(sql("at <= '2026-01-02 12:00:00.123456Z'"));
    }

    @Test
    void searchesForTheVeryCharacters() {
        assertThat(search("100% _sure\\")).isEqualTo(sql("id % 3 = 1"));
        assertThat(search("100%sure")).isZero();
        assertThat(search("äPFEL")).isEqualTo(sql("note = 'Äpfel'"));
        assertThat(search("'; drop table sale; --")).isZero();
    }

    @Test
    void addsUpEachCurrencyByItself() {
        Totals totals = sales().build().totals(Filter.ALL);
        assertThat(totals.rows()).isEqualTo(ROWS);
        assertThat(totals.sums().keySet()).containsExactlyInAnyOrder("quantity", "total EUR", "total USD");
        BigDecimal all = totals.sums().get("total EUR").add(totals.sums().get("total USD"));
        assertThat(all).isEqualByComparingTo(number("select sum(total) from sale"));
        assertThat(totals.sums().get("quantity")).isEqualByComparingTo(number("select sum(quantity) from sale"));
    }

    @Test
    void namesTheColumnOfABadValue() {
        assertThat(failure("day", "31.1.2026").getMessage()).contains("\"31.1.2026\" is not a date", "\"day\"");
        assertThat(failure("quantity", "many").code()).isEqualTo("list.value");
        assertThat(failure("total", "1e999999999").code()).isEqualTo("list.value");
        assertThat(failure("id; drop table sale", "1").code()).isEqualTo("list.column");
    }

    private static ListQuery.Builder<Row> sales() {
        return ListQuery.of(fresh.database(), "sale s", row -> new Row(row.getLong("id")))
                .select("s.id")
                .id("s.id", Row::id)
                .column("customer", "s.customer", Column.Kind.TEXT)
                .column("quantity", "s.quantity", Column.Kind.NUMBER)
                .column("total", "s.total", Column.Kind.MONEY)
                .column("day", "s.day", Column.Kind.DATE)
                .column("at", "s.at", Column.Kind.INSTANT)
                .column("note", "s.note", Column.Kind.TEXT)
                .currency("s.currency")
                .where("s.id <= ?", ROWS)
                .defaultSort(new Sort("customer", true));
    }

    private static List<Sort> sorts(Random random) {
        List<String> names = new ArrayList<>(NAMES);
        java.util.Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(4)).stream()
                .map(name -> new Sort(name, random.nextBoolean()))
                .toList();
    }

    private static List<Long> ids(Page<Row> page) {
        return page.rows().stream().map(Row::id).toList();
    }

    private static long count(String column, Filter.Operator operator, String value) {
        return sales().build().totals(Filter.ALL.and(column, operator, value)).rows();
    }

    private static long search(String text) {
        return sales().build().totals(Filter.ALL.withSearch(text)).rows();
    }

    private static long sql(String condition) {
        return number("select count(*) from sale where " + condition).longValueExact();
    }

    private static BigDecimal number(String question) {
        return fresh.database().read(connection -> {
            try (var statement = connection.prepareStatement(question);
                    var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        });
    }

    private static Failure failure(String column, String value) {
        return catchThrowableOfType(Failure.class, () -> count(column, Filter.Operator.EQUALS, value));
    }
}
