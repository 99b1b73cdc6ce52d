package org.countinghouse.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** From when a rule holds, and why. */
final class DatedOptions {
    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day on which it holds.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, in a few words.")
    private String reason = "";

    LocalDate from() {
        return from;
    }

    String reason() {
        return reason;
    }
}
