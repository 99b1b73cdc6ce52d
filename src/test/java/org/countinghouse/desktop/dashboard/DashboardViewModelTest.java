package org.countinghouse.desktop.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countinghouse.billing.UnbilledUsage;
import org.countinghouse.desktop.TestContext;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.IngestReading;
import org.countinghouse.insight.InvoiceSum;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class DashboardViewModelTest {
    private static final YearMonth MAY = YearMonth.of(2026, 5);

    private final TestContext shell = new TestContext();
    private final List<YearMonth> read = new ArrayList<>();
    private List<YearMonth> periods = List.of(MAY, MAY.minusMonths(1));
    private boolean broken;

    @Test
    void beginsWithTheLatestPeriodAndKeepsTheOneChosen() throws IOException {
        var model = model();
        model.activate();
        assertThat(model.period().get()).isEqualTo(MAY);
        model.choose(MAY.minusMonths(1));
        model.refresh();

        assertThat(read).containsExactly(MAY, MAY.minusMonths(1), MAY.minusMonths(1));
        assertThat(model.state().get())
                .isInstanceOfSatisfying(
                        DashboardViewModel.State.Shown.class,
                        shown -> assertThat(shown.snapshot().month()).isEqualTo(MAY.minusMonths(1)));
    }

    @Test
    void saysThatThereIsNothingYet() throws IOException {
        periods = List.of();
        var model = model();
        model.activate();
        assertThat(model.state().get()).isInstanceOf(DashboardViewModel.State.Empty.class);
    }

    @Test
    void oldFiguresStayWhenNewOnesCannotBeRead() throws IOException {
        var model = model();
        model.activate();
        broken = true;
        model.refresh();

        assertThat(model.state().get()).isInstanceOf(DashboardViewModel.State.Shown.class);
        assertThat(shell.failures).hasSize(1);
        assertThat(model.busy().get()).isFalse();
    }

    private DashboardViewModel model() throws IOException {
        return new DashboardViewModel(
                new DashboardServices(
                        () -> periods,
                        (month, _) -> {
                            if (broken) {
                                throw new Failure("database.unreachable", "The database does not answer.", "");
                            }
                            read.add(month);
                            return snapshot(month);
                        },
                        _ -> new IngestReading(0, 0, 0, 0, 0, null),
                        _ -> () -> {},
                        _ -> () -> {}),
                shell.context());
    }

    private static DashboardSnapshot snapshot(YearMonth month) {
        var nothing = new InvoiceSum(Filter.ALL, 0, new TreeMap<>(Map.of()));
        return new DashboardSnapshot(
                month,
                CurrencyUnit.USD,
                nothing,
                nothing,
                nothing,
                nothing,
                nothing,
                nothing,
                new UnbilledUsage(0, 0, 0),
                new DashboardSnapshot.Details(
                        List.of(),
                        List.of(),
                        new DashboardSnapshot.UsageCurve(false, List.of(), 0),
                        List.of(),
                        List.of()));
    }
}
