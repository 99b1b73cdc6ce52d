package org.countinghouse.desktop.invoices;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.binding.BooleanExpression;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Payments;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.latefees.LatenessPane;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One invoice in figures: what it is, its lines and how each came about, its facts and its problems. */
@SuppressWarnings("NullAway.Init") // Set up once by the view before anything is shown.
public final class InvoicePane extends VBox {
    private final Label customer = new Label();
    private final Label subject = new Label();
    private final Label total = new Label();
    private final StatusPill status = new StatusPill();
    private final HBox warning = new HBox();
    private final Label warningText = new Label();
    private final Button again = new Button();
    private final ListView<Invoice.Line> lines = new ListView<>();
    private final Label lineTitle = new Label();
    private final VBox facts = new VBox();
    private final VBox problems = new VBox();
    private final VBox history = new VBox();
    private final Tab linesTab = new Tab();
    private final Tab factsTab = new Tab();
    private final Tab historyTab = new Tab();
    private final Tab problemsTab = new Tab();
    private final TabPane tabs = new TabPane(linesTab, factsTab, historyTab);
    private final VBox head = new VBox();
    private ScreenContext context;
    private DerivationPane derivation;
    private InvoiceFacts factWords;
    private Derivation words;
    private LineSteps lineSteps;
    private final HBox lineButtons = new HBox();
    private MessageEntry.Decisions decisions;
    private CreditNoteActions notes;
    private Function<Payments.Payment, PaymentEntry> payments;
    private LatenessPane lateness;
    private @org.jspecify.annotations.Nullable Invoice shown;

    public InvoicePane() {
        getStyleClass().add("invoice-pane");
        customer.getStyleClass().add("invoice-customer");
        customer.setWrapText(true);
        customer.setMinHeight(Region.USE_PREF_SIZE);
        subject.getStyleClass().add("muted");
        total.getStyleClass().add("big-number");
        total.setId("invoice-total");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
    }

    void show(ScreenContext newContext, InvoicesViewModel model, StepActions actions) {
        context = newContext;
        lineSteps = model.lines();
        derivation = new DerivationPane(context.texts());
        factWords = new InvoiceFacts(context.texts(), context.formats());
        decisions = model.steps().sending().decisions();
        notes = new CreditNoteActions(
                context,
                model.notePdf(),
                model.steps().sending(),
                () -> getScene().getWindow());
        payments = payment -> new PaymentEntry(
                payment, context, model.steps(), () -> getScene().getWindow());
        lateness = new LatenessPane(context, model.late());
        buildHead(actions);
        buildTabs();
        buildLineButtons(actions);
        model.detail().addListener((_, _, detail) -> showDetail(detail));
        showDetail(model.detail().get());
    }

    private void buildHead(StepActions actions) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var top = new HBox(total, gap, status);
        top.getStyleClass().add("invoice-top");
        warningText.setWrapText(true);
        warningText.setMinHeight(Region.USE_PREF_SIZE);
        prepareAgain(actions);
        var said = new VBox(warningText, again);
        said.getStyleClass().add("warning-words");
        HBox.setHgrow(said, Priority.ALWAYS);
        warning.setId("invoice-warning");
        warning.getChildren().setAll(new FontIcon(Feather.ALERT_TRIANGLE), said);
        warning.getStyleClass().addAll("warning-note");
        head.getChildren().setAll(customer, subject, top, warning);
        head.getStyleClass().add("invoice-head");
    }

    private void buildTabs() {
        factsTab.setText(context.texts().get("invoices.tab.facts"));
        factsTab.setContent(scrolled(facts));
        historyTab.setText(context.texts().get("invoices.tab.history"));
        historyTab.setContent(scrolled(history));
        history.getStyleClass().add("facts");
        problemsTab.setContent(scrolled(problems));
        lines.getStyleClass().addAll("line-list", "edge-to-edge");
        lines.setId("invoice-lines");
        lines.setCellFactory(
                _ -> new LineCell(context.formats(), context.texts(), () -> words.currency(), line -> section(line)));
        lines.getSelectionModel().selectedItemProperty().addListener((_, _, line) -> explain(line));
        lineTitle.getStyleClass().add("card-title");
        lineTitle.setWrapText(true);
        lineTitle.setMinHeight(Region.USE_PREF_SIZE);
        var explanation = new VBox(lineTitle, derivation);
        explanation.getStyleClass().add("explanation");
        VBox.setVgrow(lines, Priority.ALWAYS);
        var split = new SplitPane(new VBox(lines, lineButtons), scrolled(explanation));
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.42);
        RememberedSplit.keep(split, "invoices.lines", context.preferences());
        linesTab.setContent(split);
        facts.getStyleClass().add("facts");
        problems.getStyleClass().add("facts");
    }

    /** What a draft needs whose figures are of usage that was corrected since. */
    private void prepareAgain(StepActions actions) {
        Action refresh = actions.refresh();
        again.setText(context.texts().get(refresh.textKey()));
        again.setGraphic(new FontIcon(refresh.icon()));
        again.setId("invoice-again");
        again.getStyleClass().add("small");
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(_ -> refresh.fire());
    }

    /** Shown as long as the invoice is a draft. */
    private void buildLineButtons(StepActions actions) {
        lineButtons.getStyleClass().add("line-buttons");
        for (Action action : actions.all()) {
            if (action.id().startsWith("invoice.line.")) {
                var button = new Button(context.texts().get(action.textKey() + ".short"), new FontIcon(action.icon()));
                button.setId("pane-" + action.id().replace('.', '-'));
                button.getStyleClass().addAll("flat", "small");
                button.disableProperty()
                        .bind(BooleanExpression.booleanExpression(action.enabled())
                                .not());
                button.setOnAction(_ -> action.fire());
                lineButtons.getChildren().add(button);
            }
        }
        lineButtons.visibleProperty().bind(lineSteps.mayAdd());
        lineButtons.managedProperty().bind(lineButtons.visibleProperty());
    }

    private Invoice.@org.jspecify.annotations.Nullable Section section(Invoice.Line line) {
        return shown == null ? null : shown.section(line);
    }

    private static Node scrolled(Region content) {
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "side-scroll");
        return scroll;
    }

    private void showDetail(InvoicesViewModel.Detail detail) {
        switch (detail) {
            case InvoicesViewModel.Detail.Nothing _ -> getChildren().clear();
            case InvoicesViewModel.Detail.Loading loading -> {
                lineSteps.select(null);
                showHead(loading.row());
            }
            case InvoicesViewModel.Detail.Shown shown -> {
                showInvoice(shown.row(), shown.invoice(), shown.termsDays());
                warn(shown.row(), shown.history().numberless());
                history.getChildren()
                        .setAll(new HistoryWords(context.texts(), context.formats(), decisions, notes, payments)
                                .of(shown.history(), shown.invoice().currency()));
                lateness.show(shown.invoice().id(), shown.history().lateness());
                if (!shown.history().lateness().isEmpty()) {
                    history.getChildren().addFirst(lateness);
                }
            }
            case InvoicesViewModel.Detail.Broken broken -> {
                var said = FailureText.of(broken.failure(), context.texts());
                getChildren()
                        .setAll(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, said.summary(), said.remedy()));
            }
        }
    }

    private void showHead(InvoiceRow row) {
        if (!getChildren().contains(head)) {
            getChildren().setAll(head, tabs);
        }
        customer.setText(row.customerName());
        subject.setText(factWords.subject(row));
        total.setText(context.formats().money(row.total()));
        status.show(InvoiceStatuses.of(row.status(), row.problems() > 0, row.stale(), context.texts()));
        warn(row, false);
    }

    private void warn(InvoiceRow row, boolean numberless) {
        boolean problems = row.problems() > 0 && row.status().open();
        boolean draft = row.status() == InvoiceStatus.DRAFT;
        var said = new ArrayList<String>();
        if (problems) {
            said.add(context.texts().get("invoices.problems.note"));
        }
        if (row.stale()) {
            said.add(context.texts().get(draft ? "invoices.stale.note" : "invoices.stale.note.open"));
        }
        if (numberless) {
            said.add(context.texts().get("invoices.numberless.note"));
        }
        warningText.setText(String.join("\n", said));
        warning.setVisible(!said.isEmpty());
        warning.setManaged(warning.isVisible());
        again.setVisible(row.stale() && draft);
        again.setManaged(again.isVisible());
    }

    private void showInvoice(InvoiceRow row, Invoice invoice, int termsDays) {
        showHead(row);
        status.show(InvoiceStatuses.of(invoice.status(), row.problems() > 0, row.stale(), context.texts()));
        words = new Derivation(context.texts(), context.formats(), CurrencyUnit.of(invoice.currency()));
        linesTab.setText(context.texts()
                .get(
                        "invoices.tab.lines",
                        context.formats().count(invoice.lines().size())));
        facts.getChildren().setAll(factWords.of(invoice, termsDays));
        problems.getChildren().setAll(factWords.problems(invoice));
        problemsTab.setText(context.texts()
                .get(
                        "invoices.tab.problems",
                        context.formats().count(invoice.problems().size())));
        showTabs(!invoice.problems().isEmpty());
        showLines(invoice);
    }

    private void showTabs(boolean withProblems) {
        List<Tab> wanted = withProblems
                ? List.of(linesTab, factsTab, historyTab, problemsTab)
                : List.of(linesTab, factsTab, historyTab);
        if (!tabs.getTabs().equals(wanted)) {
            tabs.getTabs().setAll(wanted);
        }
    }

    /** The same line stays selected when the same invoice is read again. */
    private void showLines(Invoice invoice) {
        shown = invoice;
        Invoice.Line before = lines.getSelectionModel().getSelectedItem();
        lines.setItems(FXCollections.observableArrayList(invoice.lines()));
        int again = before == null ? -1 : same(invoice.lines(), before);
        lines.getSelectionModel().select(Math.max(0, again));
        explain(lines.getSelectionModel().getSelectedItem());
        lines.scrollTo(Math.max(0, again));
    }

    /** A line by hand that was changed is still the same line. */
    private static int same(List<Invoice.Line> lines, Invoice.Line before) {
        int equal = lines.indexOf(before);
        for (int index = 0; equal < 0 && index < lines.size(); index++) {
            if (before.byHand() && Objects.equals(lines.get(index).charge(), before.charge())) {
                return index;
            }
        }
        return equal;
    }

    private void explain(Invoice.@org.jspecify.annotations.Nullable Line line) {
        lineSteps.select(line);
        if (line == null) {
            lineTitle.setText("");
            derivation.show(List.of());
            return;
        }
        lineTitle.setText(title(line));
        Derivation steps = Objects.requireNonNull(words);
        derivation.show(steps.of(line));
        derivation.showCheck(steps.check(line));
    }

    private static String title(Invoice.Line line) {
        String group = group(line);
        return group.isEmpty() ? line.name() : line.name() + " · " + group;
    }

    /** What the line covers within its charge, for example {@code gpt-4, eu}. */
    static String group(Invoice.Line line) {
        return line.group().properties().stream()
                .map(property ->
                        property.getValue().isNull() ? "–" : property.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
