package org.countinghouse.billing.late;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is open of an invoice, day by day. Money that comes on a day, and a credit note of it, count from the next day
 * on: the day of payment is the last one that bears interest.
 */
public final class OpenAmounts {
    private final BigDecimal due;
    /** Sums, by the first day that has them. */
    private final TreeMap<LocalDate, BigDecimal> settled = new TreeMap<>();

    /** @param due what the invoice asks for */
    public OpenAmounts(BigDecimal due) {
        this.due = due;
    }

    /** Adds a payment, or what a credit note takes off. */
    public void settle(LocalDate day, BigDecimal amount) {
        settled.merge(day.plusDays(1), amount, BigDecimal::add);
    }

    /** What bears interest on a day; never below zero. */
    public BigDecimal on(LocalDate day) {
        BigDecimal gone = settled.headMap(day, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return due.subtract(gone).max(BigDecimal.ZERO);
    }

    /** The days from which another amount is open. */
    NavigableSet<LocalDate> changes() {
        return new TreeSet<>(settled.keySet());
    }
}
