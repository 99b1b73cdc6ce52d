package org.countinghouse.desktop.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

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
    void textThatLooksLikeAFormulaIsMadeHarmless() {
        assertThat(TableExport.harmless("=1+1")).isEqualTo("'=1+1");
        assertThat(TableExport.harmless("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(TableExport.harmless("Ota")).isEqualTo("Ota");
    }
}
