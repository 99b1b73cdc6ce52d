package org.countinghouse.desktop.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.Tasks;

/** What the palette lists for what is typed: screens and actions at once, objects as soon as they are found. */
final class PaletteModel {
    private static final int MOST_OBJECTS = 8;
    private static final int MOST_KNOWN = 12;
    private static final Duration TYPING_PAUSE = Duration.ofMillis(120);

    private final Supplier<List<PaletteEntry>> known;
    private final List<PaletteProvider> providers;
    private final LatestTask search;
    private final ObservableList<PaletteEntry> entries = FXCollections.observableArrayList();

    /** @param known screens and actions that are possible now */
    PaletteModel(Supplier<List<PaletteEntry>> known, List<PaletteProvider> providers, Tasks tasks) {
        this.known = known;
        this.providers = List.copyOf(providers);
        this.search = tasks.latest();
    }

    void type(String text) {
        String query = text.strip();
        search.cancel();
        if (query.isEmpty()) {
            entries.setAll(known.get());
            return;
        }
        List<PaletteEntry> matching = matching(query);
        entries.setAll(matching);
        search.<List<PaletteEntry>>run(
                "palette",
                TYPING_PAUSE,
                _ -> find(query),
                found -> entries.addAll(found),
                // A search that fails leaves screens and actions usable; the list itself will tell the failure.
                _ -> {});
    }

    private List<PaletteEntry> matching(String query) {
        return known.get().stream()
                .filter(entry -> Matching.score(query, entry.title()) > Matching.NONE)
                .sorted(Comparator.comparingInt((PaletteEntry entry) -> Matching.score(query, entry.title()))
                        .reversed())
                .limit(MOST_KNOWN)
                .toList();
    }

    private List<PaletteEntry> find(String query) {
        var found = new ArrayList<PaletteEntry>();
        for (PaletteProvider provider : providers) {
            found.addAll(provider.find(query, MOST_OBJECTS));
        }
        return found;
    }

    ObservableList<PaletteEntry> entries() {
        return entries;
    }
}
