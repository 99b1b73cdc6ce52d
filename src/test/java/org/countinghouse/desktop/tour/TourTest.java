package org.countinghouse.desktop.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {
    @Test
    void takesAPictureOfEachScreenInLightAndDark(@TempDir Path folder) {
        Tour.useNoDisplay();
        Tour.startToolkit();
        var preferences = PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.ENGLISH));
        var target = Path.of("target", "tour");
        var tour = new Tour(new StandIn(1_000_000), preferences, StandIn.NOON, List.of());

        List<Path> pictures = tour.run(target, Progress.NONE);

        assertThat(pictures).hasSize(6).allMatch(Files::exists);
    }
}
