package org.countinghouse.desktop.importing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.countinghouse.desktop.common.FileReading;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Remembered;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.UsageFormat;
import org.jspecify.annotations.Nullable;

/** How a person had files with the same columns read before. */
final class RememberedReadings {
    private final PreferenceStore preferences;

    RememberedReadings(PreferenceStore preferences) {
        this.preferences = preferences;
    }

    /** What is kept now, to be looked into away from the interface thread. */
    Remembered kept() {
        return preferences.get().remembered();
    }

    /** The options a person chose for these columns; empty when nothing was chosen for them. */
    static Optional<ImportOptions> find(Remembered kept, List<String> columns) {
        return columns.isEmpty() ? Optional.empty() : kept.reading(columns).map(RememberedReadings::options);
    }

    private static ImportOptions options(FileReading reading) {
        return ImportOptions.DEFAULT
                .withFormat(format(reading.format()))
                .withMapping(reading.mapping())
                .withTimeZone(zone(reading.timeZone()));
    }

    private static @Nullable UsageFormat format(String name) {
        for (UsageFormat format : UsageFormat.values()) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        return null;
    }

    private static @Nullable ZoneId zone(String id) {
        try {
            return id.isEmpty() ? null : ZoneId.of(id);
        } catch (DateTimeException unknownHere) {
            return null;
        }
    }

    /** Keeps what was chosen; a file that was read without any choice is not worth remembering. */
    void keep(List<String> columns, ImportOptions options) {
        if (columns.isEmpty()) {
            return;
        }
        ZoneId zone = options.timeZone();
        UsageFormat format = options.format();
        if (options.mapping().isEmpty() && zone == null && format == null) {
            forget(columns);
            return;
        }
        var reading = new FileReading(
                columns, options.mapping(), zone == null ? "" : zone.getId(), format == null ? "" : format.name());
        preferences.update(
                current -> current.withRemembered(current.remembered().withReading(reading)));
    }

    void forget(List<String> columns) {
        preferences.update(
                current -> current.withRemembered(current.remembered().withoutReading(columns)));
    }
}
