package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.PlanDocument.TaxRounding;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.countinghouse.money.LargestRemainder;
import org.countinghouse.rating.RatingResult.TaxAmount;
import org.jspecify.annotations.Nullable;

/** Tax on what coupons and credits left, on top of the lines or contained in them. Always rounds half up. */
final class Taxes {
    private final List<DraftLine> lines;
    private final List<Tax> taxes;
    private final boolean inclusive;
    private final boolean byLine;
    private final int scale;

    Taxes(RatingRequest request, List<DraftLine> lines) {
        this.lines = lines;
        this.taxes = request.taxes();
        this.inclusive = request.plan().taxInclusive();
        this.byLine = request.plan().taxRounding() == TaxRounding.LINE;
        this.scale = request.currency().getDecimalPlaces();
    }

    /** Entries with the same code and rate round as one. */
    private record Key(String code, String rate) {}

    /** What one code and rate takes from each line, unrounded. */
    private static final class Bill {
        private final Tax tax;
        private final Map<DraftLine, Fraction> parts = new LinkedHashMap<>();
        /** Of the lines that are explained. */
        private final Map<DraftLine, TaxWording> wordings = new LinkedHashMap<>();

        private Fraction base = Fraction.ZERO;
        private boolean compound;
        private @Nullable BigDecimal amount;

        private Bill(Tax tax) {
            this.tax = tax;
        }
    }

    List<TaxAmount> apply() {
        List<Bill> bills = bills();
        bills.forEach(bill -> bill.amount = inclusive ? takeOut(bill) : putOn(bill));
        return bills.stream().map(this::amount).toList();
    }

    private List<Bill> bills() {
        Map<Key, Bill> bills = new LinkedHashMap<>();
        for (Tax tax : taxes) {
            bills.computeIfAbsent(new Key(tax.code(), Decimals.plain(tax.rate())), key -> new Bill(tax));
        }
        for (DraftLine line : lines) {
            addLine(line, bills);
        }
        return bills.values().stream().filter(bill -> !bill.parts.isEmpty()).toList();
    }

    /** Works with the taxes of a net of one; a contained tax is its part of one plus all of them. */
    private void addLine(DraftLine line, Map<Key, Bill> bills) {
        List<Tax> own =
                taxes.stream().filter(tax -> tax.isOn(line.taxCategory())).toList();
        List<BigDecimal> bases = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        BigDecimal all = BigDecimal.ZERO;
        for (Tax tax : own) {
            BigDecimal base = tax.compound() ? BigDecimal.ONE.add(all) : BigDecimal.ONE;
            BigDecimal amount = base.multiply(tax.rate().movePointLeft(2));
            bases.add(base);
            amounts.add(amount);
            all = all.add(amount);
        }
        BigDecimal divisor = inclusive ? BigDecimal.ONE.add(all) : BigDecimal.ONE;
        for (int index = 0; index < own.size(); index++) {
            Tax tax = own.get(index);
            Bill bill = bills.computeIfAbsent(new Key(tax.code(), Decimals.plain(tax.rate())), key -> new Bill(tax));
            bill.parts.merge(line, new Fraction(line.left().multiply(amounts.get(index)), divisor), Fraction::plus);
            bill.base = bill.base.plus(new Fraction(line.left().multiply(bases.get(index)), divisor));
            bill.compound |= tax.compound();
            if (line.explain().wanted()) {
                BigDecimal together = all;
                bill.wordings
                        .computeIfAbsent(line, key -> new TaxWording(tax.code(), together, byLine, scale))
                        .add(tax.rate(), bases.get(index));
            }
        }
    }

    private BigDecimal putOn(Bill bill) {
        bill.wordings.forEach((line, wording) -> wording.putOn(line, part(bill, line)));
        return round(bill);
    }

    private static Fraction part(Bill bill, DraftLine line) {
        return bill.parts.getOrDefault(line, Fraction.ZERO);
    }

    private BigDecimal round(Bill bill) {
        Fraction whole = Fraction.ZERO;
        BigDecimal rounded = BigDecimal.ZERO.setScale(scale);
        for (Fraction part : bill.parts.values()) {
            whole = whole.plus(part);
            rounded = rounded.add(part.round(scale, RoundingMode.HALF_UP));
        }
        return byLine ? rounded : whole.round(scale, RoundingMode.HALF_UP);
    }

    /** The contained tax is rounded once and taken out of the lines, so that the total stays exactly the gross. */
    private BigDecimal takeOut(Bill bill) {
        BigDecimal tax = round(bill);
        List<DraftLine> taxed = List.copyOf(bill.parts.keySet());
        List<Fraction> parts = List.copyOf(bill.parts.values());
        List<BigDecimal> shares = byLine
                ? parts.stream()
                        .map(part -> part.round(scale, RoundingMode.HALF_UP))
                        .toList()
                : LargestRemainder.settle(tax, parts, scale);
        for (int index = 0; index < taxed.size(); index++) {
            DraftLine line = taxed.get(index);
            BigDecimal share = shares.get(index);
            TaxWording wording = bill.wordings.get(line);
            if (wording != null) {
                wording.takeOut(line, part(bill, line), share);
            }
            line.takeOut(share);
        }
        return tax;
    }

    private TaxAmount amount(Bill bill) {
        BigDecimal nets = bill.parts.keySet().stream().map(DraftLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal base = bill.compound ? bill.base.round(scale, RoundingMode.HALF_UP) : nets.setScale(scale);
        BigDecimal amount = bill.amount == null ? BigDecimal.ZERO.setScale(scale) : bill.amount;
        return new TaxAmount(bill.tax.code(), bill.tax.rate(), base, amount, bill.tax.reason());
    }
}
