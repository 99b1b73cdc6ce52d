package org.countinghouse.desktop.plans;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.Price;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Edits the price of a charge, of any model: its figures in fields and tables, or the price as a plan document has it.
 * What cannot be a price is said in place.
 */
public final class PriceEditor extends VBox {
    private static final int DOCUMENT_ROWS = 9;

    private final Texts texts;
    private final PriceDraft draft;
    private final ReadOnlyObjectWrapper<@Nullable String> price = new ReadOnlyObjectWrapper<>();
    private final PriceFields figures;
    private final TextArea document = new TextArea();
    private final Label problem = Questions.sentence("", "danger-text");
    private boolean showing;

    /** @param begin what it begins with */
    public PriceEditor(Texts texts, Formats formats, Price begin) {
        this.texts = texts;
        draft = new PriceDraft(begin);
        getStyleClass().add("price-editor");
        setId("price-editor");
        figures = new PriceFields(texts, formats, draft, this::judge);
        document.setId("price-document");
        document.getStyleClass().add("price-document");
        document.setAccessibleText(texts.get("plans.edit.document"));
        document.setPrefRowCount(DOCUMENT_ROWS);
        document.textProperty().addListener((_, _, text) -> {
            if (!showing) {
                typed(text);
            }
        });
        problem.setId("price-problem");
        getChildren().addAll(ways(), figures, document, problem);
        showFigures();
    }

    /** The price as a plan document has it; null while it cannot be one. */
    public ReadOnlyObjectProperty<@Nullable String> price() {
        return price.getReadOnlyProperty();
    }

    private HBox ways() {
        var group = new ToggleGroup();
        var inFigures = way(group, "figures", this::showFigures);
        var inDocument = way(group, "document", this::showDocument);
        inFigures.setSelected(true);
        var bar = new HBox(inFigures, inDocument);
        bar.getStyleClass().add("choices");
        bar.setMaxWidth(Region.USE_PREF_SIZE);
        return bar;
    }

    private ToggleButton way(ToggleGroup group, String name, Runnable show) {
        var way = new ToggleButton(texts.get("plans.edit." + name));
        way.setId("price-by-" + name);
        way.getStyleClass().add("choice");
        way.setToggleGroup(group);
        way.setOnAction(_ -> {
            way.setSelected(true);
            show.run();
            Questions.fit(this);
        });
        return way;
    }

    private void see(Node seen) {
        for (Node each : List.of(figures, document)) {
            each.setVisible(each.equals(seen));
            each.setManaged(each.equals(seen));
        }
    }

    private void showDocument() {
        showing = true;
        document.setText(draft.document());
        showing = false;
        see(document);
        judge();
    }

    private void typed(String text) {
        try {
            draft.read(text);
            judge();
        } catch (Failure broken) {
            say(broken);
        }
    }

    /** Of a document that cannot be read the figures of the last one that could. */
    private void showFigures() {
        see(figures);
        figures.show();
    }

    private void judge() {
        if (figures.isVisible() && !figures.readable()) {
            problem(texts.get("plans.edit.number"));
            price.set(null);
            return;
        }
        try {
            draft.price();
            problem("");
            price.set(draft.text());
        } catch (Failure broken) {
            say(broken);
        }
    }

    private void say(Failure broken) {
        problem(FailureText.of(broken, texts).summary());
        price.set(null);
    }

    private void problem(String words) {
        problem.setText(words);
        problem.setVisible(!words.isEmpty());
        problem.setManaged(!words.isEmpty());
    }
}
