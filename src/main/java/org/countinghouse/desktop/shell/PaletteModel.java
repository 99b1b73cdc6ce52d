package org.countinghouse.desktop.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.work.Progress;

/**
 * What the palette lists for what is typed: screens and actions that contain it at once, records as soon as they are
 * found, and last what only has its letters in order.
 */
final class PaletteModel {
    /** Of each kind. */
    private static final int MOST_RECORDS = 5;

    private static final int MOST_KNOWN = 12;
    private static final Duration TYPING_PAUSE = Duration.ofMillis(120);

    private final Supplier<List<PaletteEntry>> known;
    private final List<PaletteProvider> providers;
    private final LatestTask search;
    private final ObservableList<PaletteEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private List<PaletteEntry> found = List.of();

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
            found = List.of();
            entries.setAll(known.get());
            searching.set(false);
            return;
        }
        List<PaletteEntry> matching = matching(query);
        // What fewer letters found stays as long as it answers these too, so that the list does not flicker.
        found = found.stream()
                .filter(entry -> Matching.likely(query, entry.title()) || Matching.likely(query, entry.detail()))
                .toList();
        entries.setAll(together(query, matching, false));
        searching.set(true);
        search.<List<PaletteEntry>>run(
                "palette",
                TYPING_PAUSE,
                progress -> find(query, progress),
                records -> finish(query, matching, records),
                // A search that fails leaves screens and actions usable; the list itself will tell the failure.
                _ -> finish(query, matching, List.of()));
    }

    private void finish(String query, List<PaletteEntry> matching, List<PaletteEntry> records) {
        found = records;
        entries.setAll(together(query, matching, true));
        searching.set(false);
    }

    private List<PaletteEntry> together(String query, List<PaletteEntry> matching, boolean unlikely) {
        var all = new ArrayList<PaletteEntry>();
        matching.stream().filter(entry -> Matching.likely(query, entry.title())).forEach(all::add);
        all.addAll(found);
        if (unlikely) {
            matching.stream()
                    .filter(entry -> !Matching.likely(query, entry.title()))
                    .forEach(all::add);
        }
        return all;
    }

    private List<PaletteEntry> matching(String query) {
        return known.get().stream()
                .filter(entry -> Matching.score(query, entry.title()) > Matching.NONE)
                .sorted(Comparator.comparingInt((PaletteEntry entry) -> Matching.score(query, entry.title()))
                        .reversed())
                .limit(MOST_KNOWN)
                .toList();
    }

    private List<PaletteEntry> find(String query, Progress progress) {
        var records = new ArrayList<PaletteEntry>();
        for (PaletteProvider provider : providers) {
            progress.check();
            records.addAll(provider.find(query, MOST_RECORDS));
        }
        return records;
    }

    ObservableList<PaletteEntry> entries() {
        return entries;
    }

    /** Records are still being looked for. */
    ReadOnlyBooleanProperty searching() {
        return searching.getReadOnlyProperty();
    }
}
