package org.countinghouse.desktop.plans;

import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.ReviewJson;
import org.countinghouse.rating.review.Severity;
import org.kordamp.ikonli.feather.Feather;

/** What is wrong with a version, or looks like a mistake, finding by finding. */
final class ChecksPage extends StackPane {
    private final ReviewViewModel review;
    private final Texts texts;
    private final Amounts amounts;
    private final ReviewWords words;

    ChecksPage(ReviewViewModel review, Texts texts, Formats formats) {
        this.review = review;
        this.texts = texts;
        this.amounts = new Amounts(formats, review.version().document().currency());
        this.words = new ReviewWords(texts, formats);
        review.checks().addListener((_, _, checks) -> show(checks));
        show(review.checks().get());
    }

    private void show(ReviewViewModel.Checks checks) {
        getChildren()
                .setAll(
                        switch (checks) {
                            case ReviewViewModel.Checks.Running _ -> new ProgressIndicator();
                            case ReviewViewModel.Checks.Broken broken -> broken(broken);
                            case ReviewViewModel.Checks.Done done
                            when done.findings().isEmpty() ->
                                new EmptyState(
                                        Tone.SUCCESS,
                                        Feather.CHECK_CIRCLE,
                                        texts.get("plans.checks.none.title"),
                                        texts.get("plans.checks.none.text"));
                            case ReviewViewModel.Checks.Done done -> findings(done);
                        });
    }

    private Node broken(ReviewViewModel.Checks.Broken broken) {
        var text = FailureText.of(broken.failure(), texts);
        return new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, text.summary(), text.remedy())
                .offer(texts.get("table.retry"), review::check);
    }

    private Node findings(ReviewViewModel.Checks.Done done) {
        var cards = new VBox(summary(done));
        cards.getStyleClass().add("page-cards");
        done.findings().forEach(finding -> cards.getChildren().add(card(finding)));
        var scroll = new ScrollPane(cards);
        scroll.getStyleClass().addAll("page-scroll", "edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    private Node summary(ReviewViewModel.Checks.Done done) {
        var row = new FlowPane();
        row.setRowValignment(VPos.CENTER);
        row.getStyleClass().add("check-summary");
        long errors = ReviewJson.count(done.findings(), Severity.ERROR);
        long warnings = ReviewJson.count(done.findings(), Severity.WARNING);
        if (errors > 0) {
            row.getChildren()
                    .add(new StatusPill(
                            status(Severity.ERROR, texts.get("plans.checks.errors", Long.toString(errors)))));
        }
        if (warnings > 0) {
            row.getChildren()
                    .add(new StatusPill(
                            status(Severity.WARNING, texts.get("plans.checks.warnings", Long.toString(warnings)))));
        }
        var about = new Label(texts.get("plans.checks.about"));
        about.getStyleClass().add("fact-label");
        row.getChildren().add(about);
        return row;
    }

    private static Status status(Severity severity, String word) {
        return severity == Severity.ERROR
                ? new Status(Tone.DANGER, Feather.ALERT_CIRCLE, word)
                : new Status(Tone.WARNING, Feather.ALERT_TRIANGLE, word);
    }

    private Node card(Finding finding) {
        boolean error = finding.severity() == Severity.ERROR;
        var pill = new StatusPill(
                status(finding.severity(), texts.get(error ? "plans.checks.error" : "plans.checks.warning")));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var place = new Label(finding.path());
        place.getStyleClass().addAll("code", "check-place");
        place.setMinWidth(0);
        var name =
                new Label(ReviewWords.partName(finding.path(), review.version().document()));
        name.getStyleClass().add("card-title");
        name.setManaged(!name.getText().isEmpty());
        name.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(pill, name, place);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("card-heading");
        var sentence = new Label(words.sentence(finding));
        sentence.getStyleClass().add("check-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        var said = new VBox(head, sentence);
        said.getStyleClass().add("check-words");
        HBox.setHgrow(said, Priority.ALWAYS);
        said.setMinWidth(0);
        var card = new HBox(said);
        card.getStyleClass().addAll("card", "check-card");
        if (!finding.example().isEmpty()) {
            var example = new PriceTableView(words.example(finding.example(), amounts));
            example.setMinWidth(Region.USE_PREF_SIZE);
            example.setMaxHeight(Region.USE_PREF_SIZE);
            card.getChildren().add(example);
        }
        return card;
    }
}
