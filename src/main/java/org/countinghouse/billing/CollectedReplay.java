package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.work.Failure;

/**
 * Derives an invoice for several subscriptions from the bottom: each part from what it was rated from, then what the
 * invoice was rated from out of its parts. The invoice itself follows from that as every other one does.
 */
final class CollectedReplay {
    private CollectedReplay() {}

    /**
     * What differs first, in words; empty when all of it follows.
     *
     * @param request the invoice's stored input
     */
    static Optional<String> difference(Connection connection, Invoice invoice, String request) throws SQLException {
        List<StoredInvoices.WithInput> parts = StoredInvoices.partsOf(connection, invoice.id());
        if (parts.isEmpty()) {
            return Optional.of("its parts are missing");
        }
        for (var part : parts) {
            String place = "its part " + part.invoice().id() + ": ";
            if (part.request() == null) {
                return Optional.of(place + "what it was rated from is missing");
            }
            var difference = InvoiceReplay.difference(part.invoice(), part.request());
            if (difference.isPresent()) {
                return Optional.of(place + difference.get());
            }
        }
        try {
            List<ManualLine> manual = InvoiceInput.read(request).manual();
            InvoiceInput derived = Consolidation.input(StoredParts.of(connection, invoice.id()), manual);
            return InvoiceReplay.difference(invoice, derived, derived.rate(true))
                    .map(difference -> "from its parts: " + difference);
        } catch (Failure unusable) {
            return Optional.of("its parts cannot be rated: " + unusable.summary());
        }
    }
}
