package org.countinghouse.desktop.plans;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Which plan and version is read: name, state, since when, by whom, for how many. */
final class VersionHeader extends VBox {
    private final Texts texts;
    private final Formats formats;
    private final Label name = new Label();
    private final Label code = new Label();
    private final Label currency = new Label();
    private final StatusPill state = new StatusPill();
    private final ComboBox<PlanVersion> versions = new ComboBox<>();
    private final FlowPane facts = new FlowPane();
    private final HBox row = new HBox();
    private boolean showing;

    VersionHeader(Texts texts, Formats formats, Consumer<PlanVersion> choose) {
        this.texts = texts;
        this.formats = formats;
        getStyleClass().add("page-header");
        name.getStyleClass().add("page-title");
        name.setMinWidth(0);
        code.getStyleClass().add("code");
        code.setMinWidth(0);
        currency.getStyleClass().add("tag");
        currency.setMinWidth(Region.USE_PREF_SIZE);
        state.setMinWidth(Region.USE_PREF_SIZE);
        versions.setId("versions");
        versions.setMinWidth(Region.USE_PREF_SIZE);
        versions.setAccessibleText(texts.get("plans.version.choose"));
        versions.setCellFactory(_ -> new VersionCell());
        versions.setButtonCell(new VersionCell());
        versions.getSelectionModel().selectedItemProperty().addListener((_, _, version) -> {
            if (version != null && !showing) {
                choose.accept(version);
            }
        });
        var title = new FlowPane(name, state, currency, code);
        title.setRowValignment(VPos.CENTER);
        title.getStyleClass().add("page-title-words");
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        row.getChildren().addAll(title, versions);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("page-title-row");
        facts.getStyleClass().add("header-facts");
        facts.setRowValignment(VPos.CENTER);
        getChildren().addAll(row, facts);
    }

    void show(PlanRow plan, PlanVersion version) {
        showing = true;
        name.setText(plan.name());
        code.setText(plan.code());
        currency.setText(plan.currency());
        state.show(state(version.state(), texts));
        versions.getItems().setAll(plan.versions());
        versions.getSelectionModel().select(version);
        facts.getChildren().setAll(fact("plans.effective.from", formats.date(version.effectiveFrom())));
        if (version.publishedAt() != null) {
            facts.getChildren().add(fact("plans.published.at", formats.instant(version.publishedAt())));
        }
        if (version.publishedBy() != null) {
            facts.getChildren().add(fact("plans.published.by", version.publishedBy()));
        }
        facts.getChildren().add(fact("plans.subscriptions", formats.count(version.subscriptions())));
        showing = false;
    }

    /** What can be done about the plan stands before its versions. */
    void offer(Button action) {
        row.getChildren().add(row.getChildren().indexOf(versions), action);
    }

    /** What is done rarely stands after its facts, where there is room in every language. */
    void offerRarely(Button action) {
        action.getStyleClass().addAll("flat", "small");
        facts.getChildren().add(action);
    }

    private HBox fact(String key, String value) {
        var label = new Label(texts.get(key));
        label.getStyleClass().add("fact-label");
        var words = new Label(value);
        words.getStyleClass().add("fact-value");
        label.setLabelFor(words);
        var fact = new HBox(label, words);
        fact.getStyleClass().add("header-fact");
        return fact;
    }

    static Status state(String state, Texts texts) {
        String word = texts.get("plans.state." + state.toLowerCase(Locale.ROOT));
        return switch (state) {
            case "published" -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case "retired" -> new Status(Tone.NEUTRAL, Feather.ARCHIVE, word);
            default -> new Status(Tone.INFO, Feather.EDIT_3, word);
        };
    }

    private final class VersionCell extends ListCell<PlanVersion> {
        @Override
        protected void updateItem(@Nullable PlanVersion version, boolean empty) {
            super.updateItem(version, empty);
            setText(
                    version == null || empty
                            ? ""
                            : texts.get(
                                    "plans.version",
                                    Integer.toString(version.number()),
                                    formats.date(version.effectiveFrom())));
        }
    }
}
