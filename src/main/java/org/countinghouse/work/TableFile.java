package org.countinghouse.work;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table as a file that other programs read: XLSX when its name ends so, else CSV (RFC 4180, UTF-8, a decimal point, no
 * grouping, days as {@code 2026-11-02}).
 *
 * <p>Cells are {@code String}, {@link Amount}, {@code BigDecimal}, {@code LocalDate}, {@code YearMonth},
 * {@code Instant} (in a workbook in UTC), {@code OffsetDateTime} (in a workbook without its offset, which such cells
 * cannot have) or null. Text never becomes a formula: in XLSX its cell says that it is text, in CSV an apostrophe keeps it from being
 * one (OWASP ASVS 5.0, 1.2.10).
 */
public final class TableFile {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private TableFile() {}

    /** Money, at the minor unit of its currency. */
    public record Amount(BigDecimal value) {}

    /** Takes rows, in the order of the heading. */
    @FunctionalInterface
    public interface Rows {
        void add(List<? extends @Nullable Object> cells) throws IOException;
    }

    /** Gives all rows, one after the other, so that their number does not matter. */
    @FunctionalInterface
    public interface Content {
        void fill(Rows rows) throws IOException;
    }

    /** Whether a file of this name is a workbook. */
    public static boolean workbook(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx");
    }

    /**
     * Writes a file as a whole.
     *
     * @param name of the table, shown in a workbook
     * @throws Failure as {@link OutputFile#write}
     */
    public static void write(Path file, String name, List<String> heading, Content content) {
        OutputFile.write(file, out -> {
            if (workbook(file)) {
                SheetWriter.write(out, name, heading, content);
            } else {
                csv(new OutputStreamWriter(out, StandardCharsets.UTF_8), heading, content);
            }
        });
    }

    /** Writes CSV and closes the writer. */
    public static void csv(Writer target, List<String> heading, Content content) throws IOException {
        try (var csv = CsvWriter.builder().build(target)) {
            csv.writeRecord(heading.stream().map(TableFile::harmless).toList());
            content.fill(cells -> {
                var texts = new ArrayList<String>(cells.size());
                cells.forEach(cell -> texts.add(text(cell)));
                csv.writeRecord(texts);
            });
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
    }

    private static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case Amount amount -> amount.value().toPlainString();
            case BigDecimal number -> number.toPlainString();
            case String text -> harmless(text);
            default -> cell.toString();
        };
    }

    /** Text that no spreadsheet runs. */
    public static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
