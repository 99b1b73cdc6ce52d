package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TableChooserTest {
    @Test
    void theEndingFollowsTheChosenFormWhereTheDialogLeftIt() {
        assertThat(named("report.csv", false)).isEqualTo("report.csv");
        assertThat(named("report.csv", true)).isEqualTo("report.xlsx");
        assertThat(named("report", true)).isEqualTo("report.xlsx");
        assertThat(named("report", false)).isEqualTo("report.csv");
        assertThat(named("report.xlsx", false)).as("typed").isEqualTo("report.xlsx");
        assertThat(named("report.txt", false)).isEqualTo("report.txt");
        assertThat(named("v1.2", true)).isEqualTo("v1.2.xlsx");
    }

    private static String named(String name, boolean workbook) {
        return TableChooser.named(Path.of(name), workbook).toString();
    }
}
