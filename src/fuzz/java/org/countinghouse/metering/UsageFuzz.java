package org.countinghouse.metering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.fuzz.Refusal;

/** Bytes as a usage file (JSON Lines, CloudEvents, CSV, FOCUS): every row is an event or has a reason. */
public final class UsageFuzz {
    private static final int LONGEST_REASON = 300;
    private static final Path FILE = temporaryFile();
    private static final EventCheck CHECK = new EventCheck(
            Map.of("acme", 1L),
            List.of(
                    Meter.of("calls", Aggregation.SUM, null, null),
                    Meter.of("bytes", Aggregation.MAX, "size", null)),
            Instant.parse("2026-11-01T00:00:00Z"),
            false);

    private UsageFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Refusal.orDone(() -> {
            try {
                Files.write(FILE, bytes);
                UsageReaders.head(FILE, ImportOptions.DEFAULT);
                read();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private static void read() throws IOException {
        try (UsageReader reader = UsageReaders.open(FILE, ImportOptions.DEFAULT).reader()) {
            for (ReadResult row = reader.next(); row != null; row = reader.next()) {
                switch (row) {
                    case ReadResult.Event event -> check(event);
                    case ReadResult.Rejected rejected -> reason(rejected.reason());
                }
            }
        }
    }

    private static void check(ReadResult.Event event) {
        try {
            CHECK.check(event);
        } catch (BadRow bad) {
            reason(bad.reason());
        }
    }

    private static void reason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalStateException("No proper reason: " + reason);
        }
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("usage-fuzz", "");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
