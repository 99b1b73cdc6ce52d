package org.countinghouse.desktop.plans;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The plan document line by line, of any length, to read and to copy. */
final class DocumentView extends VBox {
    private static final Pattern PARTS = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")(\\s*:)?");
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double LINE = 22;

    DocumentView(String document, Texts texts, Notices notices) {
        getStyleClass().add("document");
        var lines = new ListView<String>();
        lines.getItems().setAll(document.lines().toList());
        lines.setFixedCellSize(LINE);
        lines.getStyleClass().add("document-lines");
        lines.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        lines.setCellFactory(_ -> new LineCell());
        lines.setAccessibleText(texts.get("plans.tab.document"));
        lines.setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy(String.join("\n", lines.getSelectionModel().getSelectedItems()));
                event.consume();
            }
        });
        VBox.setVgrow(lines, Priority.ALWAYS);
        var words = new Label(texts.get("plans.document.about"));
        words.getStyleClass().add("fact-label");
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var button = new Button(texts.get("table.copy"), new FontIcon(Feather.COPY));
        button.setId("copy-document");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> {
            copy(document);
            notices.success(texts.get("plans.document.copied"));
        });
        var bar = new HBox(words, button);
        bar.getStyleClass().add("document-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(bar, lines);
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Numbers the line and tells names from values. */
    private static final class LineCell extends ListCell<String> {
        private final Label number = new Label();
        private final TextFlow code = new TextFlow();
        private final HBox content = new HBox(number, code);

        LineCell() {
            number.getStyleClass().add("line-number");
            code.getStyleClass().add("line-code");
            content.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable String line, boolean empty) {
            super.updateItem(line, empty);
            if (line == null || empty) {
                setGraphic(null);
            } else {
                number.setText(Integer.toString(getIndex() + 1));
                code.getChildren().setAll(parts(line));
                setGraphic(content);
            }
        }

        private static List<Text> parts(String line) {
            var parts = new java.util.ArrayList<Text>();
            Matcher matcher = PARTS.matcher(line);
            int from = 0;
            while (matcher.find()) {
                parts.add(part(line.substring(from, matcher.start()), "json-plain"));
                boolean name = matcher.group(2) != null;
                parts.add(part(matcher.group(1), name ? "json-name" : "json-text"));
                from = matcher.end(1);
            }
            parts.add(part(line.substring(from), "json-plain"));
            return parts;
        }

        private static Text part(String words, String style) {
            var text = new Text(words);
            text.getStyleClass().add(style);
            return text;
        }
    }
}
