package org.countinghouse.billing.ledger;

/**
 * A column of a report.
 *
 * @param code stable name, the heading in files
 */
public record ReportColumn(String code, Kind kind) {
    /** What a column holds, and the Java type of its cells. */
    public enum Kind {
        /** {@code String}. */
        TEXT,
        /** The code of an {@link Account}, a {@code String}. */
        ACCOUNT,
        /** The code of a {@link PostingKind}, a {@code String}. */
        POSTING,
        /** {@code LocalDate}. */
        DATE,
        /** {@code LocalDate}, its first day. */
        MONTH,
        /** {@code BigDecimal} in the currency of the row's column {@code currency}, at its minor unit. */
        MONEY,
        /** As {@code MONEY}, in the currency of the row's column {@code books-currency}. */
        BOOKS_MONEY,
        /** {@code BigDecimal}. */
        NUMBER
    }
}
