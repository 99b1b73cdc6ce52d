package org.countinghouse.desktop.tokens;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.security.AccessTokens;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows the text of a token that was just issued, this once, and puts it into the clipboard when asked to. */
final class IssuedDialog {
    private static final double WIDTH = 620;

    private IssuedDialog() {}

    /** @param shared gateways on other computers use this database too */
    static void show(ScreenContext context, Window owner, AccessTokens.Issued issued, boolean shared) {
        Texts texts = context.texts();
        var text = new TextArea(issued.text());
        text.setId("token-text");
        text.setEditable(false);
        text.setWrapText(true);
        text.setPrefRowCount(8);
        text.getStyleClass().add("token-text");
        text.setAccessibleText(texts.get("tokens.text"));
        var heading = Questions.sentence(
                texts.get("tokens.issued.title", issued.token().name()), "section-title");
        var body = new VBox(heading, once(texts), text, copyRow(context, issued.text()));
        if (shared) {
            body.getChildren().add(Questions.sentence(texts.get("tokens.issued.shared"), "muted"));
        }
        body.getStyleClass().add("question-body");
        body.setPrefWidth(WIDTH);
        var done = new ButtonType(texts.get("tokens.issued.done"), ButtonBar.ButtonData.CANCEL_CLOSE);
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.setTitle(texts.get("tokens.issued.window"));
        dialog.setHeaderText(null);
        dialog.getDialogPane().getButtonTypes().setAll(done);
        dialog.getDialogPane().setContent(body);
        Questions.dress(dialog.getDialogPane());
        dialog.getDialogPane().lookupButton(done).setId("token-done");
        dialog.show();
    }

    private static HBox once(Texts texts) {
        var words = Questions.sentence(texts.get("tokens.issued.once"), "warning-text");
        var row = new HBox(new FontIcon(Feather.EYE_OFF), words);
        row.getStyleClass().add("token-once");
        words.setPrefWidth(WIDTH - 90);
        return row;
    }

    private static HBox copyRow(ScreenContext context, String text) {
        Texts texts = context.texts();
        var copy = new Button(texts.get("tokens.copy"), new FontIcon(Feather.COPY));
        copy.setId("token-copy");
        copy.getStyleClass().add("accent");
        copy.setDefaultButton(true);
        copy.setMinWidth(Region.USE_PREF_SIZE);
        var usage = new Label(texts.get("tokens.issued.use"));
        usage.getStyleClass().addAll("code", "muted");
        copy.setOnAction(_ -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText(texts.get("tokens.copied"));
            copy.setGraphic(new FontIcon(Feather.CHECK));
        });
        var row = new HBox(copy, usage);
        row.getStyleClass().add("token-validity");
        return row;
    }
}
