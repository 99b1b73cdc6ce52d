package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.common.Preferences.ColumnLayout;
import org.countinghouse.desktop.common.Preferences.TableLayout;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferenceStoreTest {
    private static final Preferences INITIAL = Preferences.initial(Locale.ENGLISH);

    @TempDir
    private Path folder;

    @Test
    void remembersWhatWasChanged() {
        Path file = folder.resolve("deep").resolve("preferences.json");
        var layout = new TableLayout(List.of(new ColumnLayout("name", 210, true)), "name", true);
        var store = PreferenceStore.open(file, INITIAL);
        store.update(now -> now.withTheme(Theme.DARK)
                .withFontPercent(120)
                .withTable("customers", layout)
                .withSplit("plans", List.of(0.3)));
        store.flush();

        var again = PreferenceStore.open(file, INITIAL).get();

        assertThat(again.theme()).isEqualTo(Theme.DARK);
        assertThat(again.fontPercent()).isEqualTo(120);
        assertThat(again.tables()).containsEntry("customers", layout);
        assertThat(again.splits()).containsEntry("plans", List.of(0.3));
    }

    @Test
    void fillsWhatAnOlderFileDoesNotSayAndIgnoresWhatItDoesNotKnow() throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), "{\"theme\":\"DARK\",\"colour\":\"red\"}");

        var read = PreferenceStore.open(file, INITIAL).get();

        assertThat(read).isEqualTo(INITIAL.withTheme(Theme.DARK));
    }

    @Test
    void goesOnWithTheUsualOnesWhenTheFileIsBroken() throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), "{\"theme\":");

        assertThat(PreferenceStore.open(file, INITIAL).get()).isEqualTo(INITIAL);
    }

    @Test
    void keepsTheFontSizeReadable() {
        assertThat(INITIAL.withFontPercent(400).fontPercent()).isEqualTo(Preferences.LARGEST_FONT);
        assertThat(INITIAL.withFontPercent(5).fontPercent()).isEqualTo(Preferences.SMALLEST_FONT);
    }
}
