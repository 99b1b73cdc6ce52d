package org.countinghouse.desktop.quotas;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.catalog.Quota;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;

/** Changes one limit or many: what is to be done, and what it makes of each, before anything happens. */
final class ChangeDialog {
    private static final double WIDTH = 820;

    private final ScreenContext context;
    private final Texts texts;
    private final List<QuotaRow> rows;
    private final ChangeForm form;
    private final EffectTable preview;
    private final Label summary = QuotaPane.wrapped("", "muted");
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final ButtonType go;
    private final Map<ChangeForm.What, ToggleButton> choices = new EnumMap<>(ChangeForm.What.class);
    private final TextField amount = new TextField();
    private final Node kindField;
    private final Node untilField;
    private final Node amountField;
    private List<QuotaEffect> effects = List.of();

    /** What is done when the person agrees. */
    interface Agreed {
        void make(QuotaChange change, List<QuotaEffect> effects, String reason);
    }

    ChangeDialog(ScreenContext context, Window owner, List<QuotaRow> rows, ChangeForm.What first, Agreed agreed) {
        this.context = context;
        this.texts = context.texts();
        this.rows = rows;
        this.form = new ChangeForm(context.formats());
        this.preview = new EffectTable(new QuotaWords(texts, context.formats()), texts);
        this.go = new ButtonType(texts.get("quotas.change.go"), ButtonBar.ButtonData.OK_DONE);
        this.amountField = field("quotas.change.amount", amount);
        this.kindField = field("quotas.change.kind", kinds());
        this.untilField = field("quotas.change.until", until());
        dialog.initOwner(owner);
        dialog.setTitle(texts.get("action.quota.change"));
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        var stay = new ButtonType(texts.get("quotas.change.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(go, stay);
        dialog.getDialogPane().setContent(content());
        dress();
        dialog.setOnHidden(_ -> {
            if (dialog.getResult() == go) {
                form.change().get().ifPresent(change -> agreed.make(change, effects, form.reason()));
            }
        });
        form.change().addListener((_, _, change) -> show(change));
        choose(first);
        show(form.change().get());
    }

    void open() {
        dialog.show();
        amount.requestFocus();
    }

    private void dress() {
        var pane = dialog.getDialogPane();
        var sheet = Objects.requireNonNull(ChangeDialog.class.getResource("/styles/quotas.css"));
        pane.getStylesheets().add(sheet.toExternalForm());
        pane.getStyleClass().add("quota-dialog");
        pane.setPrefWidth(WIDTH);
        for (ButtonType type : pane.getButtonTypes()) {
            ButtonBar.setButtonUniformSize(pane.lookupButton(type), false);
        }
        goButton().getStyleClass().add("accent");
        goButton().setId("make-change");
        goButton().setMinWidth(Region.USE_PREF_SIZE);
    }

    private Button goButton() {
        return (Button) dialog.getDialogPane().lookupButton(go);
    }

    private VBox content() {
        var title = new Label(
                rows.size() == 1
                        ? texts.get(
                                "quotas.change.title.one",
                                rows.getFirst().feature(),
                                rows.getFirst().customerName())
                        : texts.get(
                                "quotas.change.title.many", context.formats().count(rows.size())));
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        amount.setId("change-amount");
        amount.textProperty().addListener((_, _, typed) -> form.amount(typed));
        var reason = new TextField();
        reason.setId("change-reason");
        reason.textProperty().addListener((_, _, typed) -> form.reason(typed));
        var reasonField = field("quotas.change.reason", reason);
        HBox.setHgrow(reasonField, Priority.ALWAYS);
        var fields = new HBox(amountField, kindField, untilField, reasonField);
        fields.getStyleClass().add("change-fields");
        VBox.setVgrow(preview, Priority.ALWAYS);
        var box = new VBox(title, choiceBar(), fields, preview, summary);
        box.getStyleClass().add("change-body");
        box.setPrefHeight(rows.size() == 1 ? 330 : 480);
        return box;
    }

    private FlowPane choiceBar() {
        var group = new ToggleGroup();
        var bar = new FlowPane();
        bar.getStyleClass().add("change-choices");
        for (ChangeForm.What what : ChangeForm.What.values()) {
            var toggle = new ToggleButton(texts.get("quotas.change." + lower(what)));
            toggle.setToggleGroup(group);
            toggle.setId("change-" + lower(what));
            toggle.getStyleClass().add("choice");
            toggle.setOnAction(_ -> choose(what));
            choices.put(what, toggle);
            bar.getChildren().add(toggle);
        }
        return bar;
    }

    private void choose(ChangeForm.What what) {
        Objects.requireNonNull(choices.get(what)).setSelected(true);
        appear(amountField, what.needsAmount());
        appear(kindField, what == ChangeForm.What.SET);
        appear(untilField, what == ChangeForm.What.GRANT);
        amount.setPromptText(what == ChangeForm.What.PERCENT ? "+10" : "");
        form.what(what);
    }

    private static void appear(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** What happens at the limit then. */
    private enum KindChoice {
        KEEP(null),
        SOFT(Quota.Kind.SOFT),
        HARD(Quota.Kind.HARD);

        private final Quota.@Nullable Kind kind;

        KindChoice(Quota.@Nullable Kind kind) {
            this.kind = kind;
        }
    }

    private ComboBox<KindChoice> kinds() {
        var kinds = new ComboBox<KindChoice>(FXCollections.observableArrayList(KindChoice.values()));
        kinds.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable KindChoice choice) {
                return choice == null ? "" : texts.get("quotas.change.kind." + lower(choice));
            }

            @Override
            public KindChoice fromString(String typed) {
                throw new UnsupportedOperationException("A kind is picked, not typed.");
            }
        });
        kinds.setValue(KindChoice.KEEP);
        kinds.valueProperty().addListener((_, _, choice) -> form.kind(choice.kind));
        return kinds;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private DateField until() {
        var picker = new DateField(context);
        picker.setId("change-until");
        picker.setPrefWidth(150);
        picker.valueProperty().addListener((_, _, day) -> form.until(day));
        return picker;
    }

    private VBox field(String titleKey, javafx.scene.control.Control control) {
        var title = new Label(texts.get(titleKey));
        title.getStyleClass().add("field-label");
        title.setLabelFor(control);
        control.setAccessibleText(texts.get(titleKey));
        var field = new VBox(title, control);
        if (control instanceof DateField date) {
            field.getChildren().add(date.problem());
        }
        field.getStyleClass().add("field");
        return field;
    }

    private void show(Optional<QuotaChange> change) {
        effects = change.map(made -> rows.stream().map(made::on).toList()).orElse(List.of());
        long changed = effects.stream().filter(QuotaEffect::changed).count();
        preview.show(
                change.isPresent()
                        ? effects
                        : rows.stream().map(QuotaEffect::same).toList());
        goButton().setDisable(changed == 0);
        goButton().setText(texts.get("quotas.change.go.count", context.formats().count(changed)));
        summary.setText(change.isEmpty() ? texts.get(missing()) : told(changed));
    }

    private String missing() {
        return form.what() == ChangeForm.What.GRANT ? "quotas.change.missing.grant" : "quotas.change.missing";
    }

    private String told(long changed) {
        var parts = new ArrayList<String>();
        long refusing = effects.stream().filter(QuotaEffect::refuses).count();
        long below = effects.stream().filter(QuotaEffect::belowUse).count() - refusing;
        if (changed == 0) {
            parts.add(texts.get("quotas.change.nothing"));
        }
        if (refusing > 0) {
            parts.add(texts.get("quotas.change.refusing", context.formats().count(refusing)));
        }
        if (below > 0) {
            parts.add(texts.get("quotas.change.below", context.formats().count(below)));
        }
        return String.join("  ", parts);
    }
}
