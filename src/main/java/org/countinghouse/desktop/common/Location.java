package org.countinghouse.desktop.common;

import java.util.Map;

/**
 * A place in the desktop: a screen and what it shows there. The history of the window is a list of these.
 *
 * @param screen id of a {@link ScreenDefinition}
 * @param arguments what the screen opens, for example {@code customer -> 42}; empty for its list
 */
public record Location(String screen, Map<String, String> arguments) {
    public Location {
        arguments = Map.copyOf(arguments);
    }

    public static Location of(String screen) {
        return new Location(screen, Map.of());
    }

    public static Location of(String screen, String argument, String value) {
        return new Location(screen, Map.of(argument, value));
    }
}
