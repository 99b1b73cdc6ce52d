package org.countinghouse.desktop.common;

import java.util.Map;

/**
 * A place in the desktop that a person has named.
 *
 * @param name as the person calls it
 * @param screen id of a {@link ScreenDefinition}
 * @param arguments what the screen shows there
 */
public record SavedView(String name, String screen, Map<String, String> arguments) {
    public SavedView {
        arguments = Map.copyOf(arguments);
    }

    public Location location() {
        return new Location(screen, arguments);
    }
}
