package org.countinghouse.desktop.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.work.Failure;
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

    @Test
    void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws IOException {
        var preferences = PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.ENGLISH));
        var tour = new Tour(new StandIn(10), preferences, StandIn.NOON, List.of());
        Path inTheWay = Files.writeString(folder.resolve("file"), "").resolve("pictures");

        assertThatThrownBy(() -> tour.run(inTheWay, Progress.NONE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(inTheWay.toString());
    }

    @Test
    void aPictureThatDoesNotFitOnTheDiskIsNamed() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "this system has no full device");
        var picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);

        assertThatThrownBy(() -> Tour.save(picture, full))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("file.disk-full"));
    }
}
