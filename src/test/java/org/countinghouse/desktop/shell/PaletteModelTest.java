package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class PaletteModelTest {
    private static PaletteEntry entry(String title) {
        return new PaletteEntry("group.screens", Feather.CIRCLE, title, "", () -> {});
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
                    throw new org.countinghouse.work.Failure("database.unreachable", "It is away.", "");
                }),
                new SynchronousTasks());

        failing.type("inv");

        assertThat(failing.entries()).hasSize(1);
    }
}
