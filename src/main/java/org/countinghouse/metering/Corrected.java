package org.countinghouse.metering;

import java.util.List;

/**
 * What became of a correction.
 *
 * @param id of the correction; 0 when there was nothing to change
 * @param repeated it was there already and nothing changed now
 * @param invoices final invoices that cover the usage and stay as they are
 */
public record Corrected(long id, boolean repeated, List<String> invoices) {
    public Corrected {
        invoices = List.copyOf(invoices);
    }

    static Corrected nothing() {
        return new Corrected(0, true, List.of());
    }
}
