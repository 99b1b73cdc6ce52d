package org.countinghouse.desktop.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Remembered;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.ImportReport;
import org.countinghouse.metering.UsageFormat;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.metering.UsageReaders;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** The way of a usage file from choosing it to its events. Nothing is stored before the last step. */
public final class ImportViewModel {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final UsageImport imports;
    private final Tasks tasks;
    private final Texts texts;
    private final Formats formats;
    private final RememberedReadings readings;
    private final LatestTask previewing;

    private final ReadOnlyObjectWrapper<ImportStep> step = new ReadOnlyObjectWrapper<>(ImportStep.FILE);
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ImportOptions> options = new ReadOnlyObjectWrapper<>(ImportOptions.DEFAULT);
    private final ReadOnlyObjectWrapper<@Nullable FilePreview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable CheckedFile> checked = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ImportReport> result = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Failure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RunningTask> running = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper remembered = new ReadOnlyBooleanWrapper();
    private boolean busy;

    public ImportViewModel(
            UsageImport imports, Tasks tasks, Texts texts, Formats formats, PreferenceStore preferences) {
        this.imports = imports;
        this.tasks = tasks;
        this.texts = texts;
        this.formats = formats;
        this.readings = new RememberedReadings(preferences);
        this.previewing = tasks.latest();
    }

    /** A file that was just chosen, read as the person had such files read before. */
    private record Begun(ImportOptions options, boolean remembered, FilePreview preview) {
        static Begun of(Path file, Remembered kept) throws IOException {
            var columns = UsageReaders.head(file, ImportOptions.DEFAULT).columns();
            var before = RememberedReadings.find(kept, columns);
            var options = before.orElse(ImportOptions.DEFAULT);
            return new Begun(options, before.isPresent(), FilePreview.read(file, options));
        }
    }

    /** Takes a file and shows how it would be read: like the last one with the same columns, else as it is recognised. */
    public void choose(Path chosen) {
        cancel();
        file.set(chosen);
        options.set(ImportOptions.DEFAULT);
        remembered.set(false);
        preview.set(null);
        checked.set(null);
        result.set(null);
        failure.set(null);
        Remembered kept = readings.kept();
        previewing.<Begun>run(
                texts.get("import.reading"),
                _ -> Begun.of(chosen, kept),
                begun -> {
                    options.set(begun.options());
                    remembered.set(begun.remembered());
                    preview.set(begun.preview());
                    step.set(ImportStep.READING);
                },
                this::failed);
    }

    /** Forgets how files with these columns were read, and reads the file as it is recognised. */
    public void forget() {
        FilePreview shown = preview.get();
        Path chosen = file.get();
        if (shown != null && chosen != null) {
            readings.forget(shown.head().columns());
            choose(chosen);
        }
    }

    /** @param format null for the recognised one */
    public void format(@Nullable UsageFormat format) {
        change(options.get().withFormat(format).withMapping(Map.of()));
    }

    /** @param zone of timestamps that name none; null when such rows are to be rejected */
    public void timeZone(@Nullable ZoneId zone) {
        change(options.get().withTimeZone(zone));
    }

    /**
     * Says which column carries a field.
     *
     * @param column name of a column, a fixed value after {@code =}, or null for the guess by its name
     */
    public void map(String field, @Nullable String column) {
        var mapping = new TreeMap<>(options.get().mapping());
        if (column == null || column.isEmpty()) {
            mapping.remove(field);
        } else {
            mapping.put(field, column);
        }
        change(options.get().withMapping(mapping));
    }

    private void change(ImportOptions changed) {
        if (!changed.equals(options.get())) {
            options.set(changed);
            checked.set(null);
            read(PAUSE);
        }
    }

    private void read(Duration delay) {
        Path chosen = file.get();
        if (chosen == null) {
            return;
        }
        ImportOptions how = options.get();
        failure.set(null);
        previewing.run(
                texts.get("import.reading"),
                delay,
                _ -> FilePreview.read(chosen, how),
                read -> {
                    preview.set(read);
                    step.set(ImportStep.READING);
                },
                this::failed);
    }

    /** True when the rows can be read at all, so that checking makes sense. */
    public boolean readable() {
        FilePreview shown = preview.get();
        return shown != null && shown.failure() == null;
    }

    /** Reads and checks the whole file, storing nothing. */
    public void check() {
        Path chosen = file.get();
        if (chosen == null || !readable() || busy) {
            return;
        }
        ImportOptions how = options.get();
        start(() -> tasks.<CheckedFile>run(
                texts.get("import.checking", name(chosen)),
                progress -> CheckedFile.check(imports, chosen, how, counting(progress, "import.checked", -1)),
                found -> {
                    ended();
                    keep(how);
                    checked.set(found);
                    step.set(ImportStep.CHECK);
                },
                this::failed));
    }

    private void keep(ImportOptions how) {
        FilePreview shown = preview.get();
        if (shown != null) {
            readings.keep(shown.head().columns(), how);
        }
    }

    /** Stores the file's events. */
    public void run() {
        Path chosen = file.get();
        CheckedFile found = checked.get();
        if (chosen == null || found == null || busy) {
            return;
        }
        ImportOptions how = options.get().withRejectedFile(rejectedFile(chosen));
        long rows = found.report().read();
        start(() -> tasks.<ImportReport>run(
                texts.get("import.importing", name(chosen)),
                progress -> imports.run(chosen, how, counting(progress, "import.imported", rows)),
                report -> {
                    ended();
                    result.set(report);
                    step.set(ImportStep.RESULT);
                },
                this::failed));
    }

    /** A task that ended while it was started, as all do in tests, is not under way. */
    private void start(Supplier<RunningTask> begin) {
        failure.set(null);
        busy = true;
        RunningTask task = begin.get();
        if (busy) {
            running.set(task);
        }
    }

    private void ended() {
        busy = false;
        running.set(null);
    }

    /** Beside the file, or where temporary files go when its folder may not be written. */
    private static @Nullable Path rejectedFile(Path chosen) {
        Path folder = chosen.toAbsolutePath().getParent();
        return folder == null || Files.isWritable(folder)
                ? null
                : Path.of(System.getProperty("java.io.tmpdir")).resolve(name(chosen) + ".rejected.csv");
    }

    private Progress counting(Progress progress, String key, long rows) {
        return new Progress() {
            @Override
            public void report(String words, long done, long total) {
                String all = rows > 0 ? formats.count(rows) : "…";
                progress.report(texts.get(key, formats.count(done), all), done, rows);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private void failed(Failure problem) {
        ended();
        if (!(problem instanceof Cancelled)) {
            failure.set(problem);
        }
    }

    /** Stops checking or importing at the next point where everything is consistent. */
    public void cancel() {
        RunningTask task = running.get();
        if (task != null) {
            task.cancel();
        }
        previewing.cancel();
    }

    /** One step back; a finished import begins anew. */
    public void back() {
        failure.set(null);
        step.set(
                switch (step.get()) {
                    case FILE, READING, RESULT -> ImportStep.FILE;
                    case CHECK -> ImportStep.READING;
                });
    }

    /** Back to the list of imports, unless something is under way. */
    public void toFiles() {
        if (running.get() == null) {
            failure.set(null);
            step.set(ImportStep.FILE);
        }
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    public ReadOnlyObjectProperty<ImportStep> step() {
        return step.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Path> file() {
        return file.getReadOnlyProperty();
    }

    /** The file is read as the person had files with the same columns read before. */
    public ReadOnlyBooleanProperty remembered() {
        return remembered.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<ImportOptions> options() {
        return options.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable FilePreview> preview() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable CheckedFile> checked() {
        return checked.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable ImportReport> result() {
        return result.getReadOnlyProperty();
    }

    /** Why the file as a whole cannot be read or stored; null when nothing is wrong. */
    public ReadOnlyObjectProperty<@Nullable Failure> failure() {
        return failure.getReadOnlyProperty();
    }

    /** What is under way; null for nothing. */
    public ReadOnlyObjectProperty<@Nullable RunningTask> running() {
        return running.getReadOnlyProperty();
    }
}
