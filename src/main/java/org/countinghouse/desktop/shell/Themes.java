package org.countinghouse.desktop.shell;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Preferences.Density;
import org.countinghouse.desktop.common.Preferences.Theme;

/** Colours, fonts and density of every window, menus and pop-overs included. */
public final class Themes {
    private static final int BASE_FONT_PIXELS = 14;
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");
    private static final List<String> FONTS = List.of(
            "IBMPlexSans-Regular",
            "IBMPlexSans-Italic",
            "IBMPlexSans-Medium",
            "IBMPlexSans-SemiBold",
            "IBMPlexSans-Bold",
            "IBMPlexMono-Regular");

    private Themes() {}

    /** Makes the product's own faces known to the toolkit, so that every computer shows the same digits. */
    public static void loadFonts() {
        for (String font : FONTS) {
            String file = "/fonts/" + font + ".ttf";
            Objects.requireNonNull(Font.loadFont(Themes.class.getResourceAsStream(file), BASE_FONT_PIXELS), file);
        }
    }

    /** Dresses all windows; called again on each change of the preferences. */
    public static void apply(Preferences preferences, Scene scene) {
        boolean dark = isDark(preferences.theme());
        Application.setUserAgentStylesheet(stylesheet(dark, preferences.fontPercent()));
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
        scene.getRoot().pseudoClassStateChanged(COMPACT, preferences.density() == Density.COMPACT);
    }

    static boolean isDark(Theme theme) {
        return switch (theme) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /**
     * One sheet for the whole toolkit, so that menus, tooltips and pop-overs, which have scenes of their own, get the
     * same tokens and the same font size as the window.
     */
    private static String stylesheet(boolean dark, int fontPercent) {
        String text = "@import \"" + resource(dark ? "dark" : "light") + "\";\n" + sizes(fontPercent / 100.0);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Icons are sized in pixels here: in em they would be measured against their own glyph and grow. */
    private static String sizes(double scale) {
        return """
                .root { -fx-font-size: %.2fpx; }
                .ikonli-font-icon { -fx-icon-size: %.0f; }
                .small-icon, .status-pill .ikonli-font-icon, .status-line .ikonli-font-icon,
                .chip .ikonli-font-icon { -fx-icon-size: %.0f; }
                .empty-icon .ikonli-font-icon { -fx-icon-size: %.0f; }
                .notice-icon { -fx-icon-size: %.0f; }
                """.formatted(BASE_FONT_PIXELS * scale, 16 * scale, 13 * scale, 24 * scale, 20 * scale);
    }

    private static String resource(String name) {
        String path = "/styles/" + name + ".css";
        return Objects.requireNonNull(Themes.class.getResource(path), path).toExternalForm();
    }
}
