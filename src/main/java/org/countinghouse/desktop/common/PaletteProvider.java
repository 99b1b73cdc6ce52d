package org.countinghouse.desktop.common;

import java.util.List;

/** Finds objects for the palette: customers, invoices, plans. Called away from the interface thread. */
@FunctionalInterface
public interface PaletteProvider {
    /**
     * @param query what the person typed, trimmed and not empty
     * @param limit at most this many entries, best first
     */
    List<PaletteEntry> find(String query, int limit);
}
