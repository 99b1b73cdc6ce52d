package org.countinghouse.desktop;

import java.util.List;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.settings.SettingsView;
import org.countinghouse.workspace.Workspace;
import org.kordamp.ikonli.feather.Feather;

/** Every screen with its services, in the order of the navigation. To add a screen, add a line. */
final class DesktopScreens {
    private DesktopScreens() {}

    static List<ScreenDefinition> of(Workspace workspace, ConnectionInfo connection) {
        return List.of(new ScreenDefinition(
                "settings",
                Feather.SETTINGS,
                "/fxml/settings.fxml",
                ScreenDefinition.Place.FOOT,
                context -> new SettingsView(connection, context)));
    }

    /** What the palette finds besides screens and actions. */
    static List<PaletteProvider> palette(Workspace workspace) {
        return List.of();
    }
}
