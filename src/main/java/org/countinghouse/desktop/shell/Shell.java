package org.countinghouse.desktop.shell;

import java.time.InstantSource;
import java.time.ZoneId;
import javafx.scene.Parent;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.ViewLoader;

/** The window's inside for one open database, in one language. Another language means another shell. */
public final class Shell {
    private final Parent root;
    private final History history;
    private final ShellView view;
    private final ScreenContext context;

    public Shell(Session session, Tasks tasks, PreferenceStore preferences, InstantSource clock) {
        var language = preferences.get().language();
        var texts = Texts.in(language);
        var formats = new Formats(language.formats(), ZoneId.systemDefault());
        history = new History(start(session, preferences));
        var statusBar = new StatusBarView(session.connection(), texts, formats);
        var notices = new NoticeArea(texts);
        context = new ScreenContext(texts, formats, tasks, history, notices, statusBar, preferences, clock);
        view = new ShellView(session, context, history, statusBar, notices);
        root = ViewLoader.load("/fxml/shell.fxml", texts, view);
        view.start();
    }

    private static Location start(Session session, PreferenceStore preferences) {
        String last = preferences.get().lastScreen();
        boolean known =
                session.screens().stream().anyMatch(screen -> screen.id().equals(last));
        return Location.of(known ? last : session.screens().getFirst().id());
    }

    public Parent root() {
        return root;
    }

    public Navigator navigator() {
        return history;
    }

    /** What the screens of this shell work with. */
    public ScreenContext context() {
        return context;
    }

    /** Tells the screen that is seen that it is left. */
    public void leave() {
        view.leave();
    }
}
