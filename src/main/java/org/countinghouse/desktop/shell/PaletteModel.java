package org.countinghouse.desktop.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/**
 * What the palette lists for what is typed, best match first: screens and actions that contain it at once, records as
 * soon as each kind is found, and last what only has its letters in order.
 */
final class PaletteModel {
    /** Of each kind. */
    private static final int MOST_RECORDS = 5;

    private static final int MOST_KNOWN = 12;
    private static final Duration TYPING_PAUSE = Duration.ofMillis(120);
    private static final Duration SECOND_TRY = Duration.ofMillis(500);

    private final Supplier<List<PaletteEntry>> known;
    private final List<PaletteProvider> providers;
    private final LatestTask search;
    private final ObservableList<PaletteEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    /** By provider. */
    private final List<List<PaletteEntry>> found;

    private Runnable whenFound = () -> {};

    /** @param known screens and actions that are possible now */
    PaletteModel(Supplier<List<PaletteEntry>> known, List<PaletteProvider> providers, Tasks tasks) {
        this.known = known;
        this.providers = List.copyOf(providers);
        this.search = tasks.latest();
        this.found = new ArrayList<>(Collections.nCopies(providers.size(), List.of()));
    }

    /** @param newWhenFound called when something found has changed the entries after typing, and when the search ends */
    void whenFound(Runnable newWhenFound) {
        whenFound = newWhenFound;
    }

    void type(String text) {
        String query = text.strip();
        search.cancel();
        if (query.isEmpty()) {
            Collections.fill(found, List.of());
            entries.setAll(known.get());
            searching.set(false);
            return;
        }
        List<PaletteEntry> matching = matching(query);
        // What fewer letters found stays as long as it answers these too, so that the list does not flicker.
        found.replaceAll(records -> records.stream()
                .filter(entry -> Matching.likely(query, entry.title()) || Matching.likely(query, entry.detail()))
                .toList());
        searching.set(true);
        list(query, matching);
        find(query, matching, 0, TYPING_PAUSE);
    }

    /** Asks one provider after the other, so that a search never takes more than one connection. */
    private void find(String query, List<PaletteEntry> matching, int provider, Duration pause) {
        if (provider == providers.size()) {
            searching.set(false);
            list(query, matching);
            whenFound.run();
            return;
        }
        search.<List<PaletteEntry>>run(
                "palette",
                pause,
                _ -> providers.get(provider).find(query, MOST_RECORDS),
                records -> arrived(query, matching, provider, records),
                _ -> failed(query, matching, provider, pause));
    }

    /**
     * On a database that is busy a search may take too long once: what is there must not be called missing. One that
     * fails again leaves the rest usable; the list itself will tell the failure.
     */
    private void failed(String query, List<PaletteEntry> matching, int provider, Duration pause) {
        if (pause.equals(SECOND_TRY)) {
            arrived(query, matching, provider, List.of());
        } else {
            find(query, matching, provider, SECOND_TRY);
        }
    }

    private void arrived(String query, List<PaletteEntry> matching, int provider, List<PaletteEntry> records) {
        found.set(provider, records);
        list(query, matching);
        whenFound.run();
        find(query, matching, provider + 1, Duration.ZERO);
    }

    private void list(String query, List<PaletteEntry> matching) {
        var all = new ArrayList<PaletteEntry>();
        matching.stream().filter(entry -> Matching.likely(query, entry.title())).forEach(all::add);
        found.forEach(all::addAll);
        all.sort(Comparator.comparingInt((PaletteEntry entry) -> score(query, entry))
                .reversed());
        if (!searching.get()) {
            matching.stream()
                    .filter(entry -> !Matching.likely(query, entry.title()))
                    .forEach(all::add);
        }
        entries.setAll(all);
    }

    /** A record is known by its id as well, and answers even when only all the words together are in it. */
    private static int score(String query, PaletteEntry entry) {
        return Math.max(
                Matching.INSIDE, Math.max(Matching.score(query, entry.title()), Matching.score(query, entry.detail())));
    }

    private List<PaletteEntry> matching(String query) {
        return known.get().stream()
                .filter(entry -> Matching.score(query, entry.title()) > Matching.NONE)
                .sorted(Comparator.comparingInt((PaletteEntry entry) -> Matching.score(query, entry.title()))
                        .reversed())
                .limit(MOST_KNOWN)
                .toList();
    }

    ObservableList<PaletteEntry> entries() {
        return entries;
    }

    /** Records are still being looked for. */
    ReadOnlyBooleanProperty searching() {
        return searching.getReadOnlyProperty();
    }
}
