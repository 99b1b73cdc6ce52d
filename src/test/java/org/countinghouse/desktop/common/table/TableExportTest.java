package org.countinghouse.desktop.common.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableExportTest {
    @Test
    void writesEverythingTheFilterMatchesWithPlainNumbers() throws IOException {
        var target = new StringWriter();
        var export = new TableExport<>(new StandIn(2_345).rows, StandIn.columns(), Texts.in(Language.ENGLISH));

        long written = export.write(target, Filter.ALL, List.of(), Progress.NONE);

        assertThat(written).isEqualTo(2_345);
        List<String> lines = target.toString().lines().toList();
        assertThat(lines).hasSize(2_346);
        assertThat(lines.get(2)).isEqualTo("C-10001,Atelier Hugo,Trial,7919,1047.29,USD,2024-01-02");
    }

    @Test
    void aFileThatCannotBeCompletedIsNotThere(@TempDir Path folder) {
        var export = new TableExport<>(new StandIn(2_345).rows, StandIn.columns(), Texts.in(Language.ENGLISH));
        Path file = folder.resolve("export.csv");
        var stopped = new Progress() {
            private int reports;

            @Override
            public void report(String step, long done, long total) {
                reports++;
            }

            @Override
            public boolean cancelled() {
                return reports > 1;
            }
        };
        assertThatThrownBy(() -> export.save(file, Filter.ALL, List.of(), stopped))
                .isInstanceOf(Cancelled.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(export.save(file, Filter.ALL, List.of(), Progress.NONE)).isEqualTo(2_345);
        assertThat(file).isNotEmptyFile();

        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "this system has no full device");
        assertThatThrownBy(() -> export.save(full, Filter.ALL, List.of(), Progress.NONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("file.disk-full"));
    }

    @Test
    void textThatLooksLikeAFormulaIsMadeHarmless() {
        assertThat(org.countinghouse.work.TableFile.harmless("=1+1")).isEqualTo("'=1+1");
        assertThat(org.countinghouse.work.TableFile.harmless("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(org.countinghouse.work.TableFile.harmless("Ota")).isEqualTo("Ota");
    }
}
