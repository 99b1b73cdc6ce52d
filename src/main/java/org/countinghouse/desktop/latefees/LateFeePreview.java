package org.countinghouse.desktop.latefees;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.LateFees;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;

/** Shows what would be billed today, with its sum, and bills it when the person says so. */
final class LateFeePreview {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 360;

    private LateFeePreview() {}

    static void ask(ScreenContext context, Window owner, LateFeeModel model) {
        model.preview(report -> show(context, owner, model, report));
    }

    private static void show(ScreenContext context, Window owner, LateFeeModel model, LateFees.Report report) {
        Texts texts = context.texts();
        var words = new LateFeeWords(texts, context.formats());
        String sum = report.sums().entrySet().stream()
                .map(each -> words.money(each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
        var nodes = new ArrayList<Node>();
        if (report.bills().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("latefees.preview.none"), "muted"));
        } else {
            nodes.add(bills(report.bills(), words));
        }
        report.aside()
                .forEach(each -> nodes.add(Questions.sentence(
                        texts.get(
                                "latefees.preview.aside",
                                each.customer(),
                                each.failure().summary()),
                        "warning-text")));
        var together = Questions.sentence(
                texts.get(
                        "latefees.preview.sum",
                        context.formats().count(report.bills().size()),
                        sum.isEmpty() ? "0" : sum),
                "change-text");
        together.setId("late-sum");
        nodes.add(together);
        nodes.add(Questions.sentence(texts.get("latefees.preview.text"), "note-time"));
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("latefees.preview.title", context.formats().date(report.day())),
                texts.get(
                        "latefees.preview.go",
                        context.formats().count(report.bills().size())),
                "confirm-late-fees",
                model::bill,
                nodes.toArray(Node[]::new));
        confirm.setDisable(report.bills().isEmpty() || !model.mayBill());
    }

    private static ScrollPane bills(List<LateFees.Bill> bills, LateFeeWords words) {
        var box = new VBox();
        box.getStyleClass().add("quota-section");
        for (LateFees.Bill bill : bills) {
            var grid = new GridPane();
            grid.getStyleClass().add("facts");
            row(grid, bill.customerName(), words.money(bill.total(), bill.currency()), "field-label");
            bill.lines().forEach(line -> row(grid, line.text(), words.money(line.amount(), bill.currency()), "muted"));
            box.getChildren().add(grid);
        }
        var scroll = new ScrollPane(box);
        scroll.setId("late-bills");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(HEIGHT);
        scroll.getStyleClass().addAll("edge-to-edge", "side-scroll");
        return scroll;
    }

    private static void row(GridPane grid, String text, String amount, String style) {
        var label = Questions.sentence(text, style);
        GridPane.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(grid.getRowCount(), label, SidePane.figure(amount, "fact-money"));
    }
}
