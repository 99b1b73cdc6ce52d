package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A correction of a final invoice, or a look ahead at one. Sum of lines = net; sum of taxes = tax; net + tax = total =
 * {@code toReceivable} + {@code toWallet}.
 *
 * @param id 0 for a look ahead
 * @param number null for a look ahead
 * @param customer the customer's external id
 * @param toReceivable what the customer does not have to pay any more
 * @param toWallet what was paid already and goes to the customer's wallet
 */
public record CreditNote(
        long id,
        @Nullable String number,
        long invoiceId,
        String invoiceNumber,
        String customer,
        String currency,
        String reason,
        List<Line> lines,
        List<Tax> taxes,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal toReceivable,
        BigDecimal toWallet,
        @Nullable LocalDate issuedOn,
        @Nullable Instant at,
        @Nullable String by) {
    public CreditNote {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
    }

    /** @param line position on the invoice */
    public record Line(int line, String name, BigDecimal amount) {}

    /** @param position of the tax on the invoice */
    public record Tax(int position, String code, BigDecimal rate, BigDecimal amount) {}
}
