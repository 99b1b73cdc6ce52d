package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class PaletteModelTest {
    private static PaletteEntry entry(String title) {
        return PaletteEntry.command("group.screens", Feather.CIRCLE, title, "", () -> {});
    }

    private final PaletteModel model = new PaletteModel(
            () -> List.of(entry("Invoices"), entry("Import"), entry("Switch between light and dark")),
            List.of((query, limit) -> List.of(entry("INV-1 for " + query))),
            new SynchronousTasks());

    private List<String> titles() {
        return model.entries().stream().map(PaletteEntry::title).toList();
    }

    @Test
    void listsEverythingKnownBeforeTyping() {
        model.type("");

        assertThat(titles()).containsExactly("Invoices", "Import", "Switch between light and dark");
    }

    @Test
    void putsTheBestMatchFirstAndObjectsAfter() {
        model.type("dark");

        assertThat(titles()).containsExactly("Switch between light and dark", "INV-1 for dark");
    }

    @Test
    void aStartCountsMoreThanLettersInOrder() {
        assertThat(Matching.score("im", "Import")).isGreaterThan(Matching.score("it", "Import"));
        assertThat(Matching.score("light", "Switch between light and dark"))
                .isGreaterThan(Matching.score("ight", "Switch between light and dark"));
        assertThat(Matching.score("xyz", "Import")).isEqualTo(Matching.NONE);
    }

    @Test
    void survivesAProviderThatFails() {
        var failing = new PaletteModel(
                () -> List.of(entry("Invoices")),
                List.of((query, limit) -> {
                    throw new Failure("database.unreachable", "It is away.", "");
                }),
                new SynchronousTasks());

        failing.type("inv");

        assertThat(failing.entries()).hasSize(1);
    }

    /** A search that takes too long once is asked for again, each kind by itself. */
    @Test
    void aSearchThatFailsOnceIsTriedOnceMore() {
        var asked = new ArrayList<String>();
        var busy = new PaletteModel(
                List::of,
                List.of(
                        (query, limit) -> {
                            asked.add("customers");
                            if (asked.size() == 1) {
                                throw new Failure("database.cancelled", "It took too long.", "");
                            }
                            return List.of(entry("Acme"));
                        },
                        (query, limit) -> {
                            asked.add("invoices");
                            throw new Failure("database.cancelled", "It took too long.", "");
                        }),
                new SynchronousTasks());

        busy.type("ac");

        assertThat(busy.entries()).extracting(PaletteEntry::title).containsExactly("Acme");
        assertThat(asked).containsExactly("customers", "customers", "invoices", "invoices");
        assertThat(busy.searching().get()).isFalse();
    }

    @Test
    void theBetterMatchComesFirstAndWhatOnlyHasTheLettersInOrderLast() {
        model.type("it");

        assertThat(titles()).containsExactly("INV-1 for it", "Switch between light and dark", "Import");
    }

    @Test
    void onlyTheNewestTextAnswersAndNothingFlickersMeanwhile() {
        var later = new LaterTasks();
        var typing = new PaletteModel(
                List::of, List.of((query, limit) -> List.of(entry("Acme"), entry("Act for " + query))), later);
        typing.type("ac");
        typing.type("a");
        assertThat(typing.searching().get()).isTrue();

        later.runAll();
        assertThat(typing.entries()).extracting(PaletteEntry::title).containsExactly("Acme", "Act for a");
        assertThat(typing.searching().get()).isFalse();

        typing.type("acm");
        assertThat(typing.entries()).extracting(PaletteEntry::title).containsExactly("Acme");
        later.runAll();
        assertThat(typing.entries()).extracting(PaletteEntry::title).containsExactly("Acme", "Act for acm");
    }

    /** Does the work when it is told to, in the order it was given: also that which was cancelled. */
    private static final class LaterTasks implements Tasks {
        private final SynchronousTasks atOnce = new SynchronousTasks();
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public <T extends @Nullable Object> RunningTask run(
                String title,
                Duration delay,
                Work<? extends T> work,
                Consumer<? super T> done,
                Consumer<? super Failure> failed) {
            waiting.add(() -> atOnce.<T>run(title, delay, work, done, failed));
            return atOnce.<Boolean>run(title, _ -> true, _ -> {}, _ -> {});
        }

        @Override
        public void onScreen(Runnable change) {
            change.run();
        }

        @Override
        public ObservableList<RunningTask> shown() {
            return atOnce.shown();
        }

        void runAll() {
            List.copyOf(waiting).forEach(Runnable::run);
            waiting.clear();
        }
    }
}
