package org.countinghouse.desktop.usage;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.UsageSeries;
import org.countinghouse.work.OutputFile;

/** The table under the chart as a CSV file: exact numbers, times with their offset. */
final class SeriesExport {
    /** A name that begins like this would be run as a formula by a spreadsheet. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final ScreenContext context;
    private final UsageWords words;

    SeriesExport(ScreenContext context, UsageWords words) {
        this.context = context;
        this.words = words;
    }

    void ask(UsageAnswer answer, Window window) {
        var chooser = new FileChooser();
        chooser.setTitle(context.texts().get("usage.export"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
        chooser.setInitialFileName("usage-" + answer.series().question().meter().code() + ".csv");
        File file = chooser.showSaveDialog(window);
        if (file == null) {
            return;
        }
        context.tasks()
                .run(
                        context.texts().get("table.exporting"),
                        _ -> {
                            OutputFile.write(file.toPath(), out -> {
                                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                                write(answer, words, writer);
                            });
                            return answer.series().starts().size();
                        },
                        rows -> context.notices()
                                .success(context.texts()
                                        .get("table.exported", context.formats().count(rows), file.getName())),
                        context.notices()::failure);
    }

    static void write(UsageAnswer answer, UsageWords words, Writer writer) throws IOException {
        UsageSeries series = answer.series();
        // The writer belongs to the caller, so the CSV writer over it is flushed and not closed.
        @SuppressWarnings("resource")
        CsvWriter csv = CsvWriter.builder().build(writer);
        csv.writeRecord(heading(answer, words));
        for (BucketRow row : BucketRow.of(answer)) {
            var cells = new ArrayList<String>();
            cells.add(time(series, series.starts().get(row.bucket())));
            cells.add(time(series, series.end(row.bucket())));
            row.points().forEach(point -> cells.add(point.quantity().toPlainString()));
            cells.add(row.total().quantity().toPlainString());
            cells.add(Long.toString(row.total().events()));
            if (answer.previous() != null) {
                cells.add(row.before()
                        .map(point -> point.quantity().toPlainString())
                        .orElse(""));
            }
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    private static List<String> heading(UsageAnswer answer, UsageWords words) {
        var heading = new ArrayList<String>();
        heading.add(words.texts().get("usage.range.from"));
        heading.add(words.texts().get("usage.range.to"));
        answer.series().lines().forEach(line -> heading.add(harmless(words.line(line))));
        heading.add(words.whole(answer.series().question().meter()));
        heading.add(words.texts().get("usage.events"));
        if (answer.previous() != null) {
            heading.add(words.texts().get("usage.previous"));
        }
        return heading;
    }

    private static String time(UsageSeries series, java.time.Instant instant) {
        return instant.atZone(series.question().zone()).toOffsetDateTime().toString();
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
