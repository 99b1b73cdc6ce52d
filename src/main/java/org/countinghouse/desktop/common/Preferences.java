package org.countinghouse.desktop.common;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How one person has set up the desktop.
 *
 * @param fontPercent 80 to 150
 * @param lastScreen where the window was left
 * @param tables columns and sorting by table id
 * @param splits where the dividers of a split stand, by its id, each from 0 to 1
 * @param remembered saved views and the like
 */
public record Preferences(
        Theme theme,
        Density density,
        int fontPercent,
        Language language,
        WindowState window,
        String lastScreen,
        Map<String, TableLayout> tables,
        Map<String, List<Double>> splits,
        Remembered remembered) {
    public static final int SMALLEST_FONT = 80;
    public static final int LARGEST_FONT = 150;

    public Preferences {
        fontPercent = Math.clamp(fontPercent, SMALLEST_FONT, LARGEST_FONT);
        tables = Map.copyOf(tables);
        splits = Map.copyOf(splits);
    }

    /** Light, dark, or whatever the computer is set to. */
    public enum Theme {
        LIGHT,
        DARK,
        SYSTEM
    }

    /** How much room rows and controls take. */
    public enum Density {
        COMFORTABLE,
        COMPACT
    }

    /** Place of the window in pixels; x and y are -1 before it was ever moved. */
    public record WindowState(double x, double y, double width, double height, boolean maximized) {}

    /** One column of a remembered table. */
    public record ColumnLayout(String name, double width, boolean visible) {}

    /** A remembered table: columns in their order, and what it is sorted by. */
    public record TableLayout(List<ColumnLayout> columns, String sortedBy, boolean descending) {
        public TableLayout {
            columns = List.copyOf(columns);
        }
    }

    /** What a new person starts with. */
    public static Preferences initial(Locale computer) {
        return new Preferences(
                Theme.SYSTEM,
                Density.COMFORTABLE,
                100,
                Language.of(computer),
                new WindowState(-1, -1, 1440, 900, false),
                "",
                Map.of(),
                Map.of(),
                Remembered.NOTHING);
    }

    public Preferences withTheme(Theme value) {
        return new Preferences(value, density, fontPercent, language, window, lastScreen, tables, splits, remembered);
    }

    public Preferences withDensity(Density value) {
        return new Preferences(theme, value, fontPercent, language, window, lastScreen, tables, splits, remembered);
    }

    public Preferences withFontPercent(int value) {
        return new Preferences(theme, density, value, language, window, lastScreen, tables, splits, remembered);
    }

    public Preferences withLanguage(Language value) {
        return new Preferences(theme, density, fontPercent, value, window, lastScreen, tables, splits, remembered);
    }

    public Preferences withWindow(WindowState value) {
        return new Preferences(theme, density, fontPercent, language, value, lastScreen, tables, splits, remembered);
    }

    public Preferences withLastScreen(String value) {
        return new Preferences(theme, density, fontPercent, language, window, value, tables, splits, remembered);
    }

    public Preferences withTable(String id, TableLayout layout) {
        var more = new HashMap<>(tables);
        more.put(id, layout);
        return new Preferences(theme, density, fontPercent, language, window, lastScreen, more, splits, remembered);
    }

    public Preferences withSplit(String id, List<Double> dividers) {
        var more = new HashMap<>(splits);
        more.put(id, List.copyOf(dividers));
        return new Preferences(theme, density, fontPercent, language, window, lastScreen, tables, more, remembered);
    }

    public Preferences withRemembered(Remembered value) {
        return new Preferences(theme, density, fontPercent, language, window, lastScreen, tables, splits, value);
    }
}
