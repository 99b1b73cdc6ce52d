package org.countinghouse.desktop.common;

/** Goes to other screens. */
public interface Navigator {
    /** Shows a place and remembers the present one for going back. */
    void go(Location location);

    /** Shows a screen at its beginning. */
    default void go(String screen) {
        go(Location.of(screen));
    }
}
