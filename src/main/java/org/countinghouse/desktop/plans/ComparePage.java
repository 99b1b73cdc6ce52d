package org.countinghouse.desktop.plans;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.rating.review.Change;
import org.countinghouse.rating.review.Comparison;
import org.countinghouse.rating.review.PlanDiff;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How the version that is read differs from another one, and from which quantity on it is dearer or cheaper. */
final class ComparePage extends VBox {
    private final ReviewViewModel review;
    private final Texts texts;
    private final Amounts amounts;
    private final ReviewWords words;
    private final StackPane page = new StackPane();

    ComparePage(ReviewViewModel review, Texts texts, Formats formats) {
        this.review = review;
        this.texts = texts;
        this.amounts = new Amounts(formats, review.version().document().currency());
        this.words = new ReviewWords(texts, formats);
        VBox.setVgrow(page, Priority.ALWAYS);
        getChildren().addAll(bar(), page);
        review.compared().addListener((_, _, compared) -> show(compared));
        show(review.compared().get());
    }

    private Node bar() {
        var label = new Label(texts.get("plans.compare.with"));
        label.getStyleClass().add("fact-label");
        var choice = new ComboBox<PlanVersion>();
        choice.setId("compare-with");
        choice.getItems().setAll(review.others());
        choice.setPromptText(texts.get("plans.compare.choose"));
        choice.setCellFactory(_ -> new VersionCell());
        choice.setButtonCell(new VersionCell());
        label.setLabelFor(choice);
        choice.getSelectionModel().selectedItemProperty().addListener((_, _, other) -> {
            if (other != null) {
                review.compareWith(other);
            }
        });
        review.previous().ifPresent(choice.getSelectionModel()::select);
        var bar = new HBox(label, choice);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("document-bar");
        return bar;
    }

    private void show(ReviewViewModel.@Nullable Compared compared) {
        page.getChildren().setAll(compared == null ? nothing() : differences(compared));
    }

    private Node nothing() {
        return new EmptyState(
                Tone.NEUTRAL,
                Feather.COLUMNS,
                texts.get("plans.compare.none.title"),
                texts.get("plans.compare.none.text"));
    }

    private Node differences(ReviewViewModel.Compared compared) {
        PlanDiff diff = compared.diff();
        if (diff.changes().isEmpty()) {
            return new EmptyState(
                    Tone.SUCCESS,
                    Feather.CHECK_CIRCLE,
                    texts.get("plans.compare.same.title"),
                    texts.get("plans.compare.same.text"));
        }
        var cards = new VBox();
        cards.getStyleClass().add("page-cards");
        List<Node> changes = new ArrayList<>();
        diff.changes().forEach(change -> changes.add(row(change)));
        if (!diff.notCompared().isEmpty()) {
            var label = new Label(texts.get("plans.compare.notcompared", String.join(", ", diff.notCompared())));
            label.getStyleClass().add("fact-label");
            label.setWrapText(true);
            changes.add(label);
        }
        cards.getChildren().add(card(texts.get("plans.compare.changes"), changes));
        diff.comparisons().forEach(comparison -> cards.getChildren().add(comparison(comparison, compared.other())));
        var scroll = new ScrollPane(cards);
        scroll.getStyleClass().addAll("page-scroll", "edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    private Node row(Change change) {
        var pill = new StatusPill(status(change.kind()));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var slot = new StackPane(pill);
        slot.getStyleClass().add("change-kind");
        slot.setAlignment(Pos.CENTER_LEFT);
        var subject = new Label(words.subject(change));
        subject.setWrapText(true);
        subject.setMinWidth(0);
        subject.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(subject, Priority.ALWAYS);
        var row = new HBox(slot, subject);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("change-row");
        String before = words.value(change, change.before());
        String after = words.value(change, change.after());
        if (!before.isEmpty()) {
            row.getChildren().add(value(before, change.kind() == Change.Kind.ADDED ? "" : "change-before"));
        }
        if (!before.isEmpty() && !after.isEmpty()) {
            row.getChildren().add(new FontIcon(Feather.ARROW_RIGHT));
        }
        if (!after.isEmpty()) {
            row.getChildren().add(value(after, "change-after"));
        }
        return row;
    }

    private static Label value(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().addAll("price-number", style);
        label.setWrapText(true);
        return label;
    }

    private Status status(Change.Kind kind) {
        return switch (kind) {
            case ADDED -> new Status(Tone.SUCCESS, Feather.PLUS, texts.get("plans.compare.new"));
            case REMOVED -> new Status(Tone.DANGER, Feather.MINUS, texts.get("plans.compare.gone"));
            case CHANGED -> new Status(Tone.INFO, Feather.EDIT_2, texts.get("plans.compare.changed"));
        };
    }

    private Node comparison(Comparison comparison, PlanVersion other) {
        String name = words.name(review.version());
        var said = new VBox();
        said.getStyleClass().add("crossings");
        for (String sentence : words.sentences(comparison, name)) {
            var label = new Label(sentence);
            label.setWrapText(true);
            said.getChildren().add(label);
        }
        var table = new PriceTableView(words.table(comparison, words.name(other), name, amounts));
        return card(words.title(comparison), List.of(said, table));
    }

    private static VBox card(String title, List<Node> content) {
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        var card = new VBox(heading);
        card.getStyleClass().add("card");
        card.getChildren().addAll(content);
        return card;
    }

    private final class VersionCell extends ListCell<PlanVersion> {
        @Override
        protected void updateItem(@Nullable PlanVersion version, boolean empty) {
            super.updateItem(version, empty);
            setText(version == null || empty ? texts.get("plans.compare.choose") : words.name(version));
        }
    }
}
