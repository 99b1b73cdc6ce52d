package org.countinghouse.desktop.invoices;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Billing a month: first worked out without storing anything, then done. */
final class BillingDialogModel {
    private static final int MONTHS_BACK = 3;

    /** How far the person has come. */
    sealed interface State {
        record WorkingOut(YearMonth month) implements State {}

        record Ready(YearMonth month, BillingRunReport report) implements State {}

        record Broken(YearMonth month, Failure failure) implements State {}
    }

    private final InvoicesViewModel invoices;
    private final ReadOnlyObjectWrapper<@Nullable State> state = new ReadOnlyObjectWrapper<>();
    private @Nullable YearMonth month;

    BillingDialogModel(InvoicesViewModel invoices) {
        this.invoices = invoices;
    }

    /** Months with usage or invoices and the last few, newest first. */
    List<YearMonth> months() {
        var months = new TreeSet<YearMonth>(invoices.periods());
        YearMonth now = YearMonth.from(invoices.today());
        for (int back = 0; back <= MONTHS_BACK; back++) {
            months.add(now.minusMonths(back));
        }
        return new ArrayList<>(months.descendingSet());
    }

    /** Works the month out; only the month chosen last counts. */
    void choose(YearMonth chosen) {
        month = chosen;
        state.set(new State.WorkingOut(chosen));
        invoices.bill(
                chosen,
                true,
                report -> {
                    if (chosen.equals(month)) {
                        state.set(new State.Ready(chosen, report));
                    }
                },
                failure -> {
                    if (chosen.equals(month)) {
                        state.set(new State.Broken(chosen, failure));
                    }
                });
    }

    ReadOnlyObjectProperty<@Nullable State> state() {
        return state.getReadOnlyProperty();
    }
}
