package org.countinghouse.desktop.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The figures of a price in fields, those of tiers, rows and bands in tables. */
final class PriceFields extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("danger");
    private static final int MOST_ROWS = 60;

    private final Texts texts;
    private final Formats formats;
    private final PriceDraft draft;
    private final Runnable changed;
    private final Set<TextField> wrong = new HashSet<>();

    /** @param changed is told of each change, also of one that cannot be read */
    PriceFields(Texts texts, Formats formats, PriceDraft draft, Runnable changed) {
        this.texts = texts;
        this.formats = formats;
        this.draft = draft;
        this.changed = changed;
        getStyleClass().add("price-figures");
    }

    /** Every field has a number, or may be empty. */
    boolean readable() {
        return wrong.isEmpty();
    }

    /** Shows the draft as it is now; what could not be read is gone. */
    void show() {
        wrong.clear();
        getChildren().clear();
        for (PriceDraft.Part part : draft.parts()) {
            var box = new VBox();
            box.getStyleClass().add("price-figures");
            if (!part.title().isEmpty()) {
                String title = texts.find("plans." + part.title())
                        .orElseGet(() -> texts.get("plans.price.from", part.title()));
                box.getChildren().add(Questions.sentence(title, "price-part-title"));
                box.getStyleClass().add("price-part");
            }
            fill(box, part.price());
            getChildren().add(box);
        }
        changed.run();
    }

    private void fill(VBox box, ObjectNode of) {
        List<String> single = PriceDraft.figures(of);
        if (!single.isEmpty()) {
            var row = new HBox();
            row.getStyleClass().add("wallet-row");
            single.forEach(name -> {
                TextField field = field(of, name);
                row.getChildren().add(Questions.field(title(name), field));
            });
            box.getChildren().add(row);
        }
        if (of.path("expression").isTextual()) {
            var expression = new TextField(of.path("expression").asText());
            expression.setId("price-expression");
            expression.textProperty().addListener((_, _, text) -> {
                of.put("expression", text);
                changed.run();
            });
            box.getChildren().add(Questions.field(title("expression"), expression));
        }
        for (String name : PriceDraft.lists(of)) {
            var rows = (ArrayNode) of.get(name);
            box.getChildren()
                    .add(
                            rows.size() > MOST_ROWS
                                    ? Questions.sentence(
                                            texts.get("plans.edit.many", formats.count(rows.size())), "muted")
                                    : rows(rows, name));
        }
    }

    private VBox rows(ArrayNode rows, String kind) {
        List<String> columns = PriceDraft.columns(rows);
        boolean tiers = kind.equals("tiers");
        var grid = new GridPane();
        grid.getStyleClass().add("price-rows");
        int first = tiers ? 0 : 1;
        for (int column = 0; column < columns.size(); column++) {
            var heading = new Label(title(columns.get(column)));
            heading.getStyleClass().add("field-label");
            GridPane.setHgrow(heading, Priority.ALWAYS);
            GridPane.setHalignment(heading, HPos.RIGHT);
            grid.add(heading, first + column, 0);
        }
        for (int index = 0; index < rows.size(); index++) {
            var row = (ObjectNode) rows.get(index);
            boolean last = index == rows.size() - 1;
            if (!tiers) {
                grid.add(Questions.sentence(words(row), "fact-value"), 0, index + 1);
            }
            for (int column = 0; column < columns.size(); column++) {
                grid.add(cell(row, columns.get(column), index, tiers && last), first + column, index + 1);
            }
            if (tiers && !last) {
                grid.add(remove(rows, index), columns.size(), index + 1);
            }
        }
        var box = new VBox(grid);
        box.getStyleClass().add("price-figures");
        if (tiers) {
            box.getChildren().add(add(rows));
        }
        return box;
    }

    /** What a row is for: the values it matches, or the band's name and times. */
    private static String words(ObjectNode row) {
        return row.has("code")
                ? row.path("code").asText() + ", " + row.path("from").asText() + "–"
                        + row.path("to").asText()
                : row.path("match").properties().stream()
                        .map(value -> value.getValue().asText())
                        .collect(Collectors.joining(", "));
    }

    private Node cell(ObjectNode row, String name, int index, boolean open) {
        if (open && name.equals(PriceDraft.BOUND)) {
            var unbounded = new Label("∞");
            GridPane.setHalignment(unbounded, HPos.RIGHT);
            return unbounded;
        }
        TextField cell = field(row, name);
        cell.setId("price-" + name + "-" + index);
        cell.setAccessibleText(title(name) + ", " + formats.count(index + 1L));
        return cell;
    }

    private Button add(ArrayNode tiers) {
        var add = new Button(texts.get("plans.edit.tier.add"), new FontIcon(Feather.PLUS));
        add.setId("price-tier-add");
        add.getStyleClass().addAll("flat", "small");
        add.setOnAction(_ -> {
            PriceDraft.addTier(tiers);
            show();
            Questions.fit(this);
            lookup("#price-" + PriceDraft.BOUND + "-" + (tiers.size() - 2)).requestFocus();
        });
        return add;
    }

    private Button remove(ArrayNode tiers, int index) {
        var remove = new Button("", new FontIcon(Feather.X));
        remove.setId("price-tier-remove-" + index);
        remove.setAccessibleText(texts.get("plans.edit.tier.remove", formats.count(index + 1L)));
        remove.getStyleClass().addAll("flat", "small", "button-icon");
        remove.setOnAction(_ -> {
            tiers.remove(index);
            show();
            Questions.fit(this);
        });
        return remove;
    }

    private String title(String name) {
        return texts.get("plans.edit." + name);
    }

    /** A figure as the person writes numbers. */
    private TextField field(ObjectNode in, String name) {
        var field = new TextField(shown(in.get(name)));
        field.setId("price-" + name);
        field.setPrefColumnCount(7);
        field.getStyleClass().add("price-figure");
        field.textProperty().addListener((_, _, text) -> take(field, in, name, text));
        if (in.has(name) && field.getText().isEmpty()) {
            mark(field, true);
        }
        return field;
    }

    private String shown(@Nullable JsonNode value) {
        return value == null || value.asText().isEmpty() ? "" : formats.number(new BigDecimal(value.asText()));
    }

    private void take(TextField field, ObjectNode in, String name, String text) {
        Optional<BigDecimal> read = formats.read(text);
        boolean left = text.isBlank() && name.equals(PriceDraft.FLAT);
        if (read.isPresent() || left) {
            PriceDraft.set(in, name, read.orElse(null));
        }
        mark(field, read.isEmpty() && !left);
        changed.run();
    }

    private void mark(TextField field, boolean unreadable) {
        field.pseudoClassStateChanged(WRONG, unreadable);
        if (unreadable) {
            wrong.add(field);
        } else {
            wrong.remove(field);
        }
    }
}
