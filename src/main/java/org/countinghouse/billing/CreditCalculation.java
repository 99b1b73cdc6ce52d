package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.money.LargestRemainder;
import org.countinghouse.work.Failure;

/** Works out what a credit takes from each line and tax of an invoice. Never more than is left of any of them. */
final class CreditCalculation {
    /** Digits that divisions carry before they are rounded. */
    private static final int DIGITS = 40;

    private final Creditable invoice;
    private final int scale;

    private CreditCalculation(Creditable invoice) {
        this.invoice = invoice;
        this.scale = Amounts.scale(invoice.currency());
    }

    /** Amounts by position; none of them is zero. */
    record Split(Map<Integer, BigDecimal> lines, Map<Integer, BigDecimal> taxes) {
        BigDecimal net() {
            return lines.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** Of one line; zero when it is not credited. */
        BigDecimal line(int position) {
            return lines.getOrDefault(position, BigDecimal.ZERO);
        }

        /** Of one tax; zero when it is not credited. */
        BigDecimal tax(int position) {
            return taxes.getOrDefault(position, BigDecimal.ZERO);
        }

        BigDecimal tax() {
            return taxes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * Splits a credit.
     *
     * @throws Failure {@code credit.nothing} when nothing is left or asked for, {@code credit.too-much} naming the line
     */
    static Split split(Creditable invoice, CreditRequest request) {
        var calculation = new CreditCalculation(invoice);
        Split split = switch (request) {
            case CreditRequest.Full() -> calculation.rest();
            case CreditRequest.Lines(var amounts) -> calculation.lines(amounts);
            case CreditRequest.Amount(var total) -> calculation.amount(total);
        };
        if (split.net().add(split.tax()).signum() <= 0) {
            throw new Failure(
                    "credit.nothing", "There is nothing to credit here.", "Choose lines or an amount above zero.");
        }
        return split;
    }

    private Split rest() {
        var lines = new HashMap<Integer, BigDecimal>();
        invoice.lines().forEach(line -> put(lines, line.position(), line.left()));
        var taxes = new HashMap<Integer, BigDecimal>();
        invoice.taxes().forEach(tax -> put(taxes, tax.position(), tax.left()));
        return new Split(lines, taxes);
    }

    private Split lines(Map<Integer, BigDecimal> amounts) {
        var lines = new HashMap<Integer, BigDecimal>();
        amounts.forEach((position, amount) -> put(lines, position, checked(position, amount)));
        var taxes = new HashMap<Integer, BigDecimal>();
        invoice.taxes().forEach(tax -> put(taxes, tax.position(), share(tax, lines)));
        return new Split(lines, taxes);
    }

    private BigDecimal checked(int position, BigDecimal amount) {
        var line = invoice.lines().stream()
                .filter(each -> each.position() == position)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        "credit.line", "The invoice has no line " + position + ".", "Nothing was credited."));
        if (amount.stripTrailingZeros().scale() > scale) {
            throw new Failure(
                    "credit.amount",
                    "Line " + position + " cannot be credited with more than " + scale + " decimals.",
                    "Nothing was credited.");
        }
        boolean opposite = amount.signum() * line.left().signum() < 0;
        if (opposite || amount.abs().compareTo(line.left().abs()) > 0) {
            throw tooMuch("Line " + position, line.left(), amount);
        }
        return amount;
    }

    private Failure tooMuch(String what, BigDecimal left, BigDecimal asked) {
        return new Failure(
                "credit.too-much",
                what + " has " + Amounts.plain(left, invoice.currency()) + " left, "
                        + Amounts.plain(asked, invoice.currency()) + " was to be credited.",
                "Nothing was credited. Credit notes never exceed what was billed less what was given back.");
    }

    /**
     * The tax in proportion to all that is credited of its lines, less what was credited before: running totals are
     * rounded, so that the last credit takes the last cent.
     */
    private BigDecimal share(Creditable.Tax tax, Map<Integer, BigDecimal> now) {
        BigDecimal billed = BigDecimal.ZERO;
        BigDecimal credited = BigDecimal.ZERO;
        for (Creditable.Line line : invoice.lines()) {
            if (tax.lines().contains(line.position())) {
                billed = billed.add(line.billed());
                credited = credited.add(line.credited()).add(now.getOrDefault(line.position(), BigDecimal.ZERO));
            }
        }
        if (billed.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal due = tax.billed()
                .multiply(credited)
                .divide(billed, DIGITS, RoundingMode.HALF_UP)
                .setScale(scale, RoundingMode.HALF_UP);
        return between(due.subtract(tax.credited()), tax.left());
    }

    /** Between zero and a limit of either sign. */
    private static BigDecimal between(BigDecimal amount, BigDecimal limit) {
        if (amount.signum() * limit.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        return amount.abs().compareTo(limit.abs()) > 0 ? limit : amount;
    }

    private Split amount(BigDecimal total) {
        BigDecimal netLeft = invoice.netLeft();
        BigDecimal left = netLeft.add(invoice.taxLeft());
        Payer.requireAmount("credit.amount", total, invoice.currency());
        if (total.compareTo(left) > 0) {
            throw tooMuch("The invoice", left, total);
        }
        BigDecimal net = total.multiply(netLeft)
                .divide(left, DIGITS, RoundingMode.HALF_UP)
                .setScale(scale, RoundingMode.HALF_UP);
        var lines = new HashMap<Integer, BigDecimal>();
        spread(
                lines,
                net,
                invoice.lines().stream()
                        .filter(line -> line.left().signum() > 0)
                        .map(line -> Map.entry(line.position(), line.left()))
                        .toList());
        var taxes = new HashMap<Integer, BigDecimal>();
        spread(
                taxes,
                total.subtract(net),
                invoice.taxes().stream()
                        .filter(tax -> tax.left().signum() > 0)
                        .map(tax -> Map.entry(tax.position(), tax.left()))
                        .toList());
        return new Split(lines, taxes);
    }

    private void spread(Map<Integer, BigDecimal> into, BigDecimal amount, List<Map.Entry<Integer, BigDecimal>> parts) {
        if (amount.signum() == 0) {
            return;
        }
        var shares = LargestRemainder.spread(
                amount, new ArrayList<>(parts.stream().map(Map.Entry::getValue).toList()), scale);
        for (int index = 0; index < parts.size(); index++) {
            put(into, parts.get(index).getKey(), shares.get(index));
        }
    }

    private static void put(Map<Integer, BigDecimal> into, int position, BigDecimal amount) {
        if (amount.signum() != 0) {
            into.put(position, amount);
        }
    }
}
