package org.countinghouse.desktop.shell;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.common.Texts;
import org.kordamp.ikonli.feather.Feather;

/** The actions of the whole window. */
final class ShellActions {
    private static final int FONT_STEP = 10;
    private static final int MOST_DIGITS = 9;

    private ShellActions() {}

    static void register(
            ActionRegistry actions,
            History history,
            ScreenHost host,
            PreferenceStore preferences,
            Runnable openPalette,
            Runnable openShortcuts) {
        actions.register(Action.of("palette", "window", Feather.SEARCH, "Shortcut+K", openPalette));
        actions.register(Action.of("refresh", "window", Feather.REFRESH_CW, "F5", host::refresh));
        actions.register(Action.of("back", "window", Feather.ARROW_LEFT, "Alt+LEFT", history::back)
                .enabledWhen(history.canGoBack()));
        actions.register(Action.of("forward", "window", Feather.ARROW_RIGHT, "Alt+RIGHT", history::forward)
                .enabledWhen(history.canGoForward()));
        actions.register(Action.of(
                "list.filter", "list", Feather.FILTER, "Shortcut+F", () -> host.withList(ListCommands::focusFilter)));
        actions.register(Action.of(
                "list.export", "list", Feather.DOWNLOAD, "Shortcut+E", () -> host.withList(ListCommands::export)));
        actions.register(Action.of("theme", "look", Feather.MOON, "Shortcut+Shift+L", () -> switchTheme(preferences)));
        actions.register(Action.of("density", "look", Feather.MENU, null, () -> switchDensity(preferences)));
        actions.register(Action.of(
                "font.larger", "look", Feather.ZOOM_IN, "Shortcut+EQUALS", () -> scale(preferences, FONT_STEP)));
        actions.register(Action.of(
                "font.smaller", "look", Feather.ZOOM_OUT, "Shortcut+MINUS", () -> scale(preferences, -FONT_STEP)));
        actions.register(Action.of(
                "font.usual",
                "look",
                Feather.TYPE,
                "Shortcut+0",
                () -> preferences.update(current -> current.withFontPercent(100))));
        actions.register(Action.of("shortcuts", "window", Feather.HELP_CIRCLE, "F1", openShortcuts));
    }

    private static void switchTheme(PreferenceStore preferences) {
        preferences.update(current ->
                current.withTheme(Themes.isDark(current.theme()) ? Preferences.Theme.LIGHT : Preferences.Theme.DARK));
    }

    private static void switchDensity(PreferenceStore preferences) {
        preferences.update(current -> current.withDensity(
                current.density() == Preferences.Density.COMPACT
                        ? Preferences.Density.COMFORTABLE
                        : Preferences.Density.COMPACT));
    }

    private static void scale(PreferenceStore preferences, int step) {
        preferences.update(current -> current.withFontPercent(current.fontPercent() + step));
    }

    /** Keys of the n-th screen, counted from 0; empty beyond the digits. */
    static String screenKeys(int position) {
        return position < MOST_DIGITS ? "Shortcut+DIGIT" + (position + 1) : "";
    }

    /** What the palette knows without asking the database: screens first, then actions that are possible now. */
    static List<PaletteEntry> known(
            List<ScreenDefinition> screens, ActionRegistry actions, History history, Texts texts) {
        var entries = new ArrayList<PaletteEntry>();
        for (int position = 0; position < screens.size(); position++) {
            ScreenDefinition screen = screens.get(position);
            String keys = screenKeys(position).replace("Shortcut+DIGIT", texts.get("keys.control") + " + ");
            entries.add(PaletteEntry.command(
                    "group.screens", screen.icon(), texts.get(screen.titleKey()), keys, () -> history.go(screen.id())));
        }
        for (Action action : actions.all()) {
            if (action.enabled().get() && !action.id().equals("palette")) {
                entries.add(PaletteEntry.command(
                        "group." + action.group(),
                        action.icon(),
                        texts.get(action.textKey()),
                        ShortcutSheet.keys(action, texts),
                        action::fire));
            }
        }
        return entries;
    }
}
