package org.countinghouse.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    private static final OutputFile.Content NEW = out -> out.write("new".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    @Test
    void replacesWhatWasThereAndFollowsLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pdf"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.pdf"), file);
        assertThat(OutputFile.write(link, NEW)).isEqualTo(link);
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(OutputFile.write(folder.resolve("b.pdf"), NEW)).hasContent("new");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.pdf", "b.pdf", "link.pdf");
    }

    @Test
    void aFullDiskIsSaidAndLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pdf"), "old");
        Failure failure = failure(file, out -> {
            NEW.write(out);
            throw new IOException("No space left on device");
        });
        assertThat(failure.code()).isEqualTo("file.disk-full");
        assertThat(failure.summary()).isEqualTo("The disk is full: " + file + " was not written.");
        assertThat(failure.remedy()).contains("Free some space");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.pdf");
    }

    @Test
    void aFailureOfTheContentLeavesNothing() {
        var stopped = new Cancelled();
        assertThat(failure(folder.resolve("a.csv"), out -> {
                    NEW.write(out);
                    throw stopped;
                }))
                .isSameAs(stopped);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDeviceIsWrittenAndNeverReplaced() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "this system has no full device");
        assertThat(failure(full, NEW).code()).isEqualTo("file.disk-full");
        assertThat(Files.isRegularFile(full)).isFalse();
        assertThat(OutputFile.write(Path.of("/dev/null"), NEW)).isNotNull();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aPlaceThatCannotBeIsNamed() {
        Path nowhere = folder.resolve("no").resolve("such").resolve("a.pdf");
        Failure missing = failure(nowhere, NEW);
        assertThat(missing.code()).isEqualTo("file.folder");
        assertThat(missing.summary()).contains(nowhere.getParent().toString());
        assertThat(failure(folder, NEW).summary()).isEqualTo(folder + " is a folder.");
    }

    private static Failure failure(Path file, OutputFile.Content content) {
        return catchThrowableOfType(Failure.class, () -> OutputFile.write(file, content));
    }
}
