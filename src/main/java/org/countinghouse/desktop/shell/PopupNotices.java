package org.countinghouse.desktop.shell;

import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Short messages in the corner of the window. Failures stay until they are closed. */
final class PopupNotices implements Notices {
    private static final Duration SHORT = Duration.seconds(5);
    private static final Duration LONG = Duration.seconds(10);

    private final Texts texts;
    private final Supplier<@Nullable Window> owner;

    PopupNotices(Texts texts, Supplier<@Nullable Window> owner) {
        this.texts = texts;
        this.owner = owner;
    }

    @Override
    public void success(String text) {
        show(Feather.CHECK_CIRCLE, "success", text, "", SHORT);
    }

    @Override
    public void info(String text) {
        show(Feather.INFO, "info", text, "", SHORT);
    }

    @Override
    public void offer(String text, String actionText, Runnable action) {
        var notice = notice(Feather.CHECK_CIRCLE, "success", text, "", LONG);
        notice.action(new org.controlsfx.control.action.Action(actionText, _ -> action.run()));
        show(notice);
    }

    @Override
    public void failure(Failure failure) {
        if (!(failure instanceof Cancelled)) {
            var words = FailureText.of(failure, texts);
            show(Feather.ALERT_TRIANGLE, "danger", words.summary(), words.remedy(), Duration.INDEFINITE);
        }
    }

    private void show(Ikon icon, String tone, String title, String text, Duration time) {
        show(notice(icon, tone, title, text, time));
    }

    private static Notifications notice(Ikon icon, String tone, String title, String text, Duration time) {
        var graphic = new FontIcon(icon);
        graphic.getStyleClass().addAll("notice-icon", tone);
        return Notifications.create()
                .title(title)
                .text(text)
                .graphic(graphic)
                .hideAfter(time)
                .position(Pos.BOTTOM_RIGHT);
    }

    private void show(Notifications notice) {
        Window window = owner.get();
        if (window != null && window.isShowing()) {
            notice.owner(window).show();
        }
    }
}
