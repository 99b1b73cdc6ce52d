package org.countinghouse.desktop.billingruns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.BilledPlans;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.RunScope;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/** Asks what to bill, works it out without storing anything, and starts the run. */
final class StartRunDialog {
    private static final double WIDTH = 500;

    private final Texts texts;
    private final ScreenContext context;
    private final RunsViewModel model;
    private final RunWords words;
    private final RadioButton ofMonth = new RadioButton();
    private final RadioButton due = new RadioButton();
    private final ComboBox<String> month;
    private final ComboBox<Whom> whom = new ComboBox<>();
    private final ComboBox<String> plan = new ComboBox<>();
    private final Map<String, Long> plans = new LinkedHashMap<>();
    private final CustomerSearch customer;
    private final VBox outcome = new VBox();
    private final Button confirm;

    /** Of whom the run is. */
    enum Whom {
        EVERYBODY,
        CUSTOMER,
        PLAN
    }

    private StartRunDialog(ScreenContext context, Window owner, RunsViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new RunWords(texts, context.formats());
        var group = new ToggleGroup();
        ofMonth.setText(texts.get("runs.start.month"));
        ofMonth.setId("run-of-month");
        ofMonth.setToggleGroup(group);
        ofMonth.setSelected(true);
        due.setText(texts.get("runs.start.due"));
        due.setId("run-due");
        due.setToggleGroup(group);
        month = LockQuestion.months(context);
        var first = new HBox(ofMonth, month);
        first.getStyleClass().add("token-validity");
        customer = new CustomerSearch(context, model.customers(), "run");
        choices();
        outcome.getStyleClass().add("billing-summary");
        outcome.setId("run-outcome");
        outcome.setMinHeight(120);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("runs.start.title"),
                texts.get("runs.start.go"),
                "confirm-run",
                () -> scope().ifPresent(model::start),
                Questions.sentence(texts.get("runs.start.text"), "muted"),
                first,
                due,
                Questions.row(Questions.field(texts.get("runs.start.whom"), whom)),
                plan,
                customer,
                outcome);
        group.selectedToggleProperty().addListener((_, _, _) -> look());
        month.valueProperty().addListener((_, _, _) -> look());
        customer.chosen().addListener((_, _, _) -> look());
        plan.valueProperty().addListener((_, _, _) -> look());
        whom.valueProperty().addListener((_, _, _) -> narrow());
        model.plans(this::offer);
        look();
    }

    private void choices() {
        whom.setId("run-whom");
        whom.getItems().setAll(Whom.values());
        whom.setValue(Whom.EVERYBODY);
        whom.setConverter(new StringConverter<>() {
            @Override
            public String toString(Whom each) {
                return texts.get("runs.start." + each.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public Whom fromString(String typed) {
                throw new UnsupportedOperationException("It is picked, not typed.");
            }
        });
        plan.setId("run-plan");
        plan.setAccessibleText(texts.get("runs.start.plan"));
        plan.setMaxWidth(Double.MAX_VALUE);
        appear(plan, false);
        appear(customer, false);
    }

    private static void appear(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private void offer(List<BilledPlans.Plan> read) {
        for (BilledPlans.Plan each : read) {
            plans.put(
                    each.name() + " (" + each.code() + ", " + context.formats().count(each.subscriptions()) + ")",
                    each.id());
        }
        plan.getItems().setAll(plans.keySet());
    }

    private void narrow() {
        appear(plan, whom.getValue() == Whom.PLAN);
        appear(customer, whom.getValue() == Whom.CUSTOMER);
        if (whom.getValue() == Whom.CUSTOMER) {
            customer.begin();
        }
        look();
        Questions.fit(outcome);
    }

    static void ask(ScreenContext context, Window owner, RunsViewModel model) {
        new StartRunDialog(context, owner, model);
    }

    /** Empty until it is said of whom. */
    private Optional<RunScope> scope() {
        RunScope all = ofMonth.isSelected()
                ? RunScope.of(BillingPeriod.parse(month.getValue()))
                : RunScope.upTo(context.clock().instant());
        return switch (whom.getValue()) {
            case EVERYBODY -> Optional.of(all);
            case CUSTOMER ->
                Optional.ofNullable(customer.chosen().get())
                        .map(CustomerRow::id)
                        .map(all::ofCustomer);
            case PLAN -> Optional.ofNullable(plan.getValue()).map(plans::get).map(all::ofPlan);
        };
    }

    private void look() {
        confirm.setDisable(true);
        month.setDisable(!ofMonth.isSelected());
        Optional<RunScope> scope = scope();
        outcome.getChildren()
                .setAll(Questions.sentence(
                        texts.get(scope.isEmpty() ? "runs.start.choose" : "runs.start.working"), "muted"));
        scope.ifPresent(asked -> model.look(asked, report -> show(asked, report), this::show));
    }

    /** What was asked before something else was chosen says nothing any more. */
    private void show(RunScope asked, BillingRunReport report) {
        if (scope().filter(now -> alike(now, asked)).isPresent()) {
            show(report);
        }
    }

    /** The moment of "due now" goes on. */
    private static boolean alike(RunScope one, RunScope other) {
        return Objects.equals(one.period(), other.period())
                && Objects.equals(one.customerId(), other.customerId())
                && Objects.equals(one.planId(), other.planId());
    }

    private void show(BillingRunReport report) {
        confirm.setDisable(report.drafted() == 0);
        confirm.setText(RunOutcome.verb(context, report, "runs.start.go"));
        outcome.getChildren().setAll(new RunOutcome(context, words).nodes(report));
        Questions.fit(outcome);
    }

    private void show(Failure problem) {
        outcome.getChildren().setAll(Questions.sentence(problem.summary() + " " + problem.remedy(), "warning-text"));
    }
}
