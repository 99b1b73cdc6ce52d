package org.countinghouse.desktop.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.StandIn.Row;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

class LazyRowsTest {
    private final StandIn standIn = new StandIn(1_000_000);
    private final TableModel<Row> model = new TableModel<>(standIn.rows, new SynchronousTasks(), StandIn.NOON);

    private Row read(int index) {
        model.rows().get(index);
        return model.rows().get(index);
    }

    @Test
    void knowsAMillionRowsAfterOnePage() {
        model.reload();

        assertThat(model.rows()).hasSize(1_000_000);
        assertThat(standIn.rows.pages).hasValue(1);
        assertThat(model.rows().get(0).id()).isZero();
    }

    @Test
    void jumpsAnywhereWithOnePage() {
        model.reload();

        assertThat(read(765_432).id()).isEqualTo(765_432);
        assertThat(standIn.rows.pages).hasValue(2);
    }

    @Test
    void scrollingFetchesEachPageOnceAndHoldsAFew() {
        model.reload();

        for (int index = 0; index < 20_000; index++) {
            read(index);
        }

        assertThat(standIn.rows.pages.get()).isBetween(200, 202);
        assertThat(model.rows().pagesHeld()).isLessThanOrEqualTo(LazyRows.MOST_PAGES);
    }

    @Test
    void sortsByAskingTheSourceAgain() {
        model.reload();

        model.sort(List.of(new Sort("balance", true)));

        assertThat(standIn.rows.lastSort.get()).containsExactly(new Sort("balance", true));
        assertThat(standIn.rows.pages).hasValue(2);
        assertThat(model.rows().get(0).id()).isEqualTo(999_999);
    }

    @Test
    void filtersAndTellsNoMatchFromNoneYet() {
        model.reload();
        assertThat(model.state().get()).isInstanceOf(TableState.Rows.class);

        model.filter(Filter.ALL.and("name", Filter.Operator.EQUALS, "Ota"));
        assertThat(model.rows()).hasSize(12);

        model.search("nothing");
        assertThat(model.state().get()).isInstanceOf(TableState.NoMatch.class);

        var empty = new TableModel<>(new StandIn(0).rows, new SynchronousTasks(), StandIn.NOON);
        empty.reload();
        assertThat(empty.state().get()).isInstanceOf(TableState.NoneYet.class);
    }

    @Test
    void tellsAFailureFromAMissingRight() {
        standIn.rows.failure.set(new Failure("database.unreachable", "It is away.", "Try again."));
        model.reload();
        assertThat(model.state().get()).isInstanceOf(TableState.Broken.class);

        standIn.rows.failure.set(new Failure("database.permission", "Not yours.", "Ask."));
        model.reload();
        assertThat(model.state().get()).isInstanceOf(TableState.Denied.class);

        standIn.rows.failure.set(null);
        model.reload();
        assertThat(model.state().get()).isInstanceOf(TableState.Rows.class);
    }

    @Test
    void everythingIsPickedWithoutReadingIt() {
        model.reload();

        model.picks().pickEverything(model.totals().get().rows());
        model.picks().toggle(model.rows().get(3));

        assertThat(model.picks().count().get()).isEqualTo(999_999);
        assertThat(standIn.rows.pages).hasValue(1);
        assertThat(model.picks().picked(Filter.ALL))
                .isEqualTo(new Picked.AllMatching(Filter.ALL, java.util.Set.of(3L)));
    }
}
