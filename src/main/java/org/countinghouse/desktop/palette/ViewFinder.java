package org.countinghouse.desktop.palette;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.SavedView;
import org.countinghouse.desktop.common.ScreenContext;
import org.kordamp.ikonli.feather.Feather;

/** Saved views by name; each opens as it was saved. */
final class ViewFinder implements PaletteProvider {
    private final ScreenContext context;

    ViewFinder(ScreenContext context) {
        this.context = context;
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String kind = context.texts().get("usage.view.place");
        return context.preferences().get().remembered().views().stream()
                .filter(view -> answers(view, query))
                .limit(limit)
                .map(view -> PaletteEntry.place(
                        "group.views", Feather.BOOKMARK, view.name(), kind, context.navigator(), view.location()))
                .toList();
    }

    /** Every word that was typed is in the name. */
    private static boolean answers(SavedView view, String query) {
        String name = view.name().toLowerCase(Locale.ROOT);
        return Arrays.stream(query.toLowerCase(Locale.ROOT).split("\\s+", -1)).allMatch(name::contains);
    }
}
