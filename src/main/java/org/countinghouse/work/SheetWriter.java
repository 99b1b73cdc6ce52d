package org.countinghouse.work;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a table into a workbook: typed cells, the heading stays in sight, rows leave the memory as they come. */
final class SheetWriter {
    /** A spreadsheet computes with binary numbers of so many decimal digits; a longer one is kept as text, whole. */
    private static final int DIGITS = 15;

    /** Less than the 1,048,576 that a sheet can have. */
    private static final int MOST_ROWS = 1_000_000;

    private static final int IN_MEMORY = 500;
    private static final int LONGEST_NAME = 25;
    private static final double WIDTH = 18;

    private final Workbook book;
    private final String name;
    private final List<String> heading;
    private Worksheet sheet;
    private int sheets = 1;
    private int row = 1;

    private SheetWriter(Workbook book, String name, List<String> heading) {
        this.book = book;
        this.name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        this.heading = heading;
        this.sheet = begin(this.name);
    }

    static void write(OutputStream out, String name, List<String> heading, TableFile.Content content)
            throws IOException {
        try (var book = new Workbook(out, "Countinghouse", "1.0")) {
            var writer = new SheetWriter(book, name, heading);
            content.fill(writer::add);
            writer.sheet.finish();
        }
    }

    private Worksheet begin(String title) {
        Worksheet made = book.newWorksheet(title);
        made.freezePane(0, 1);
        for (int column = 0; column < heading.size(); column++) {
            made.width(column, WIDTH);
            made.inlineString(0, column, plain(heading.get(column)));
            made.style(0, column).bold().set();
        }
        return made;
    }

    private void add(List<? extends @Nullable Object> cells) throws IOException {
        if (row > MOST_ROWS) {
            sheet.finish();
            sheets++;
            sheet = begin(name + " (" + sheets + ")");
            row = 1;
        }
        for (int column = 0; column < cells.size(); column++) {
            add(column, cells.get(column));
        }
        if (row % IN_MEMORY == 0) {
            sheet.flush();
        }
        row++;
    }

    private void add(int column, @Nullable Object cell) {
        switch (cell) {
            case null -> {}
            case TableFile.Amount amount -> number(column, amount.value(), amountFormat(amount.value()));
            case BigDecimal number -> number(column, number, "General");
            case LocalDate day -> {
                sheet.value(row, column, day);
                format(column, "yyyy-mm-dd");
            }
            case YearMonth month -> {
                sheet.value(row, column, month.atDay(1));
                format(column, "yyyy-mm");
            }
            case Instant instant -> time(column, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            case OffsetDateTime time -> time(column, time.toLocalDateTime());
            default -> sheet.inlineString(row, column, plain(cell.toString()));
        }
    }

    private void time(int column, LocalDateTime time) {
        sheet.value(row, column, time);
        format(column, "yyyy-mm-dd hh:mm:ss");
    }

    private void number(int column, BigDecimal number, String format) {
        if (number.stripTrailingZeros().precision() > DIGITS) {
            sheet.inlineString(row, column, number.toPlainString());
            return;
        }
        sheet.value(row, column, number.scale() < 0 ? number.setScale(0) : number);
        format(column, format);
    }

    private void format(int column, String format) {
        if (!format.equals("General")) {
            sheet.style(row, column).format(format).set();
        }
    }

    private static String amountFormat(BigDecimal amount) {
        return amount.scale() <= 0 ? "#,##0" : "#,##0." + "0".repeat(amount.scale());
    }

    /** Without what XML cannot hold. */
    private static String plain(String text) {
        return text.codePoints()
                .filter(character -> character == '\t'
                        || character == '\n'
                        || character == '\r'
                        || (character >= ' '
                                && (character & 0xFFFE) != 0xFFFE
                                && !(character >= 0xD800 && character <= 0xDFFF)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
