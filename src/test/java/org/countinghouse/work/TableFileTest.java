package org.countinghouse.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
    private static final List<String> HEADING = List.of("text", "amount", "number", "day", "month", "moment");

    @TempDir
    private Path folder;

    private static void fill(TableFile.Rows rows) throws IOException {
        rows.add(Arrays.asList(
                "=1+1",
                new TableFile.Amount(new BigDecimal("-1234.50")),
                new BigDecimal("0.0000001"),
                LocalDate.of(2026, 11, 2),
                YearMonth.of(2026, 10),
                Instant.parse("2026-11-02T09:00:00Z")));
        rows.add(Arrays.asList(
                "M\u00fcller & S\u00f6hne <\u0001>",
                new TableFile.Amount(new BigDecimal("12345678901234567.89")),
                new BigDecimal("1E+3"),
                null,
                null,
                null));
    }

    @Test
    void aWorkbookHasTypedCellsAndNoFormulas() throws IOException {
        Path file = folder.resolve("report.xlsx");
        TableFile.write(file, "journal", HEADING, TableFileTest::fill);
        List<Row> rows = rows(file);
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst().getCellText(1)).isEqualTo("amount");
        Row row = rows.get(1);
        assertThat(row.getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(row.getCell(0).getText()).isEqualTo("=1+1");
        assertThat(row.getCell(1).getType()).isEqualTo(CellType.NUMBER);
        assertThat(row.getCell(1).asNumber()).isEqualByComparingTo("-1234.50");
        assertThat(row.getCell(1).getDataFormatString()).isEqualTo("#,##0.00");
        assertThat(row.getCell(2).asNumber()).isEqualByComparingTo("0.0000001");
        assertThat(row.getCell(3).asDate().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 2));
        assertThat(row.getCell(3).getDataFormatString()).isEqualTo("yyyy-mm-dd");
        assertThat(row.getCell(4).asDate().toLocalDate()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(row.getCell(5).asDate()).hasToString("2026-11-02T09:00");
        Row second = rows.get(2);
        assertThat(second.getCell(0).getText()).isEqualTo("M\u00fcller & S\u00f6hne <>");
        assertThat(second.getCell(1).getType())
                .as("more digits than a spreadsheet keeps")
                .isEqualTo(CellType.STRING);
        assertThat(second.getCell(1).getText()).isEqualTo("12345678901234567.89");
        assertThat(second.getCell(2).asNumber()).isEqualByComparingTo("1000");
        assertThat(second.getOptionalCell(3).filter(cell -> cell.getType() != CellType.EMPTY))
                .isEmpty();
        for (Row each : rows) {
            for (Cell cell : each) {
                assertThat(cell == null ? CellType.EMPTY : cell.getType()).isNotEqualTo(CellType.FORMULA);
            }
        }
        try (var zip = new ZipFile(file.toFile());
                InputStream sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            assertThat(new String(sheet.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("<pane ", "ySplit=\"1\"", "state=\"frozen\"");
        }
    }

    @Test
    void manyRowsDoNotStayInMemoryAndNoneIsLost() throws IOException {
        Path file = folder.resolve("many.XLSX");
        TableFile.write(file, "a name that is longer than a sheet may have", List.of("n"), rows -> {
            for (int n = 1; n <= 20_000; n++) {
                rows.add(List.of(BigDecimal.valueOf(n)));
            }
        });
        var numbers = new ArrayList<BigDecimal>();
        rows(file).stream().skip(1).forEach(row -> numbers.add(row.getCell(0).asNumber()));
        assertThat(numbers).hasSize(20_000);
        assertThat(numbers.getLast()).isEqualByComparingTo("20000");
    }

    @Test
    void everyOtherNameIsCsv() throws IOException {
        Path file = folder.resolve("report.csv");
        TableFile.write(file, "journal", HEADING, TableFileTest::fill);
        assertThat(Files.readAllLines(file))
                .startsWith(
                        "text,amount,number,day,month,moment",
                        "'=1+1,-1234.50,0.0000001,2026-11-02,2026-10,2026-11-02T09:00:00Z")
                .last()
                .asString()
                .endsWith(",12345678901234567.89,1000,,,");
    }

    private static List<Row> rows(Path file) throws IOException {
        try (var in = Files.newInputStream(file);
                var book = new ReadableWorkbook(in, new ReadingOptions(true, false))) {
            return book.getFirstSheet().read();
        }
    }
}
