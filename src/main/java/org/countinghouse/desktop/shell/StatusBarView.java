package org.countinghouse.desktop.shell;

import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.StatusLine;
import org.countinghouse.desktop.common.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bottom line: where the data lives and who looks at it, sums of the list, and how fresh it is. */
final class StatusBarView extends HBox implements StatusLine {
    /** PostgreSQL's own. */
    private static final int USUAL_PORT = 5432;

    private final Texts texts;
    private final Formats formats;
    private final Label summary = new Label();
    private final Label asOf = new Label();

    StatusBarView(ConnectionInfo connection, Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
        getStyleClass().add("status-line");
        setAlignment(Pos.CENTER_LEFT);
        String where = connection.kind() == ConnectionInfo.Kind.EMBEDDED
                ? texts.get("status.embedded")
                : texts.get("status.shared", address(connection), connection.database());
        var place = new Label(where, new FontIcon(Feather.DATABASE));
        var user = new Label(connection.user(), new FontIcon(Feather.USER));
        var gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        summary.getStyleClass().add("status-summary");
        var all = new Tooltip();
        all.textProperty().bind(summary.textProperty());
        summary.setTooltip(all);
        // Where little room is left the sums give way: the first of them say the most.
        for (Label whole : List.of(place, user, asOf)) {
            whole.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(place, user, gap, summary, asOf);
    }

    /** The port where it is not the usual one: a sandbox often stands beside production on the same host. */
    private static String address(ConnectionInfo connection) {
        return connection.port() == USUAL_PORT ? connection.host() : connection.host() + ":" + connection.port();
    }

    @Override
    public void summary(String text) {
        summary.setText(text);
    }

    @Override
    public void asOf(Instant instant) {
        asOf.setText(instant.equals(Instant.EPOCH) ? "" : texts.get("status.asof", formats.time(instant)));
    }
}
