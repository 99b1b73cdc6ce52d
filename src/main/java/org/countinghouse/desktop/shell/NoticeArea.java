package org.countinghouse.desktop.shell;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Short messages in the corner of the window; failures stay until they are closed. Part of the window and not windows of
 * their own, so that the keyboard and screen readers reach them and the theme holds.
 */
final class NoticeArea extends VBox implements Notices {
    private static final Duration SHORT = Duration.seconds(5);
    private static final Duration LONG = Duration.seconds(10);
    private static final int MOST = 4;

    private final Texts texts;

    NoticeArea(Texts texts) {
        this.texts = texts;
        getStyleClass().add("notice-area");
        setAlignment(Pos.BOTTOM_RIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setPickOnBounds(false);
    }

    @Override
    public void success(String text) {
        vanish(add(Feather.CHECK_CIRCLE, "success", text, ""), SHORT);
    }

    @Override
    public void info(String text) {
        vanish(add(Feather.INFO, "info", text, ""), SHORT);
    }

    @Override
    public void offer(String text, String actionText, Runnable action) {
        HBox notice = add(Feather.CHECK_CIRCLE, "success", text, "");
        var button = new Button(actionText);
        button.getStyleClass().addAll("flat", "accent", "small");
        button.setOnAction(_ -> {
            getChildren().remove(notice);
            action.run();
        });
        notice.getChildren().add(notice.getChildren().size() - 1, button);
        vanish(notice, LONG);
    }

    @Override
    public void failure(Failure failure) {
        if (!(failure instanceof Cancelled)) {
            var words = FailureText.of(failure, texts);
            add(Feather.ALERT_TRIANGLE, "danger", words.summary(), words.remedy());
        }
    }

    private HBox add(Ikon icon, String tone, String title, String text) {
        var graphic = new FontIcon(icon);
        graphic.getStyleClass().addAll("notice-icon", tone);
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        heading.setWrapText(true);
        var words = new VBox(heading);
        words.getStyleClass().add("notice-words");
        words.setAlignment(Pos.CENTER_LEFT);
        if (!text.isEmpty()) {
            var body = new Label(text);
            body.getStyleClass().add("muted");
            body.setWrapText(true);
            body.setMinHeight(USE_PREF_SIZE);
            words.getChildren().add(body);
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var notice = new HBox(graphic, words);
        var close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(texts.get("close"));
        close.setOnAction(_ -> getChildren().remove(notice));
        notice.getChildren().add(close);
        notice.getStyleClass().addAll("notice", tone);
        notice.setAlignment(text.isEmpty() ? Pos.CENTER_LEFT : Pos.TOP_LEFT);
        notice.setAccessibleRole(AccessibleRole.TEXT);
        notice.setAccessibleText(title + " " + text);
        getChildren().add(notice);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        return notice;
    }

    private void vanish(HBox notice, Duration time) {
        var pause = new PauseTransition(time);
        pause.setOnFinished(_ -> getChildren().remove(notice));
        pause.play();
    }
}
