package org.countinghouse.desktop.common;

import org.kordamp.ikonli.Ikon;

/**
 * One line of the palette.
 *
 * @param group key of what it belongs to, for example {@code group.screens}
 * @param title what is matched against what the person types
 * @param detail shown muted beside the title: an id, an amount, a status; may be empty
 * @param keys key combination that does the same; may be empty
 * @param run called on the interface thread when the line is chosen
 */
public record PaletteEntry(String group, Ikon icon, String title, String detail, String keys, Runnable run) {
    /** Something to do. */
    public static PaletteEntry command(String group, Ikon icon, String title, String keys, Runnable run) {
        return new PaletteEntry(group, icon, title, "", keys, run);
    }

    /** Somewhere to go. */
    public static PaletteEntry place(
            String group, Ikon icon, String title, String detail, Navigator navigator, Location location) {
        return new PaletteEntry(group, icon, title, detail, "", () -> navigator.go(location));
    }
}
