package org.countinghouse.metering;

/** Forms in which usage files come. */
public enum UsageFormat {
    /** A header line and columns that a mapping names. */
    CSV("csv"),
    /** One JSON object a line: plain events and CloudEvents 1.0, also mixed. */
    JSON_LINES("jsonl"),
    /** FinOps FOCUS 1.0 cost and usage columns. */
    FOCUS("focus");

    private final String code;

    UsageFormat(String code) {
        this.code = code;
    }

    /** The name on the command line and in the database. */
    public String code() {
        return code;
    }
}
