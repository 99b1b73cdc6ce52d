package org.countinghouse.desktop.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.TableColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ColumnFitTest {
    private final TableColumn<String, String> pick = new TableColumn<>();
    private final TableColumn<String, String> customer = column("Customer", DataColumn.Kind.TEXT, 200);
    private final TableColumn<String, String> total = column("Total", DataColumn.Kind.MONEY, 100);
    private final TableColumn<String, String> plan = column("Plan", DataColumn.Kind.TEXT, 200);
    private final List<TableColumn<String, String>> columns = List.of(pick, customer, total, plan);

    ColumnFitTest() {
        pick.setPrefWidth(40);
    }

    @Test
    void textsTakeTheRoomThatIsLeftOver() {
        ColumnFit.into(640, columns);

        assertThat(customer.getWidth()).isEqualTo(250);
        assertThat(plan.getWidth()).isEqualTo(250);
        assertThat(total.getWidth()).isEqualTo(100);
    }

    @Test
    void textsBecomeNarrowerAndAmountsStayWhole() {
        ColumnFit.into(470, columns);

        assertThat(columns).allMatch(TableColumn::isVisible);
        assertThat(total.getWidth()).isEqualTo(100);
        assertThat(customer.getWidth()).isBetween(180.0, 190.0);
        assertThat(columns.stream().mapToDouble(TableColumn::getWidth).sum()).isLessThanOrEqualTo(470);
    }

    @Test
    void whatDoesNotFitIsPutAwayAndComesBack() {
        ColumnFit.into(330, columns);

        assertThat(plan.isVisible()).isFalse();
        assertThat(customer.getWidth() + total.getWidth()).isLessThanOrEqualTo(290);

        ColumnFit.into(640, columns);

        assertThat(plan.isVisible()).isTrue();
    }

    @Test
    void aHeadingIsNeverCut() {
        var currency = column("Currency of the invoices", DataColumn.Kind.TEXT, 60);

        ColumnFit.into(300, List.of(currency, total));

        assertThat(currency.getWidth()).isGreaterThan(140);
    }

    private static TableColumn<String, String> column(String title, DataColumn.Kind kind, double wanted) {
        var column = new TableColumn<String, String>(title);
        ColumnFit.prepare(column, kind, wanted, 1);
        return column;
    }
}
