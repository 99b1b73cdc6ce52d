package org.countinghouse.metering;

import java.util.List;

/**
 * What undoing an import takes out, or took out.
 *
 * @param events that count, or counted, until then
 * @param customers they belong to
 * @param invoices final invoices that cover some of them and stay as they are
 * @param repeated it was undone before
 */
public record UndoneBatch(
        long batchId, String file, long events, long customers, List<String> invoices, boolean repeated) {
    public UndoneBatch {
        invoices = List.copyOf(invoices);
    }
}
