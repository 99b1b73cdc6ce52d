package org.countinghouse.desktop.common;

import org.kordamp.ikonli.Ikon;

/**
 * One line of the palette.
 *
 * @param group key of the heading, for example {@code group.screens}
 * @param title what is matched against what the person types
 * @param detail shown muted beside the title: a key combination, an id, a status; may be empty
 */
public record PaletteEntry(String group, Ikon icon, String title, String detail, Runnable run) {}
