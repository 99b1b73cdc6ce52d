package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.countinghouse.money.Fraction;

/** Explains one tax of one line. It exists only when an explanation is wanted. */
final class TaxWording {
    /** The step of a tax that is contained in the line. */
    static final String CONTAINED = "tax";

    /** The step of a tax that comes on top of the line's net. */
    static final String ADDED = "tax_added";

    private final String code;
    private final BigDecimal all;
    private final boolean byLine;
    private final int scale;
    private final Explanation entries = new Explanation(true);
    private BigDecimal percent = BigDecimal.ZERO;
    private boolean simple = true;

    /**
     * @param all what all taxes of the line come to on a net of one
     * @param byLine the tax is rounded on the line and not on the invoice
     */
    TaxWording(String code, BigDecimal all, boolean byLine, int scale) {
        this.code = code;
        this.all = all.movePointRight(2);
        this.byLine = byLine;
        this.scale = scale;
    }

    /**
     * Counts an entry of this tax; several of one code and rate are one tax.
     *
     * @param base of a net of one, more when the tax is on other taxes too
     */
    void add(BigDecimal rate, BigDecimal base) {
        BigDecimal before = base.subtract(BigDecimal.ONE).movePointRight(2);
        BigDecimal own = rate.multiply(base);
        simple =
                percent.signum() == 0 && before.signum() == 0 && entries.steps().isEmpty();
        percent = percent.add(own);
        entries.step(
                "rate",
                step -> step.figure("rate", rate)
                        .figureUnlessZero("before", Fraction.of(before))
                        .figure("percent", own));
    }

    void putOn(DraftLine line, Fraction tax) {
        BigDecimal net = line.left();
        if (net.signum() == 0) {
            return;
        }
        line.explain().step(ADDED, step -> {
            step.text(code + (byLine ? "" : ", rounded on the invoice")).figure("net", net);
            rate(step);
            step.figure("amount", tax);
            if (byLine) {
                step.figure("value", tax.round(scale, RoundingMode.HALF_UP));
            }
        });
    }

    void takeOut(DraftLine line, Fraction exact, BigDecimal share) {
        BigDecimal from = line.net();
        BigDecimal gross = line.left();
        if (gross.signum() == 0) {
            return;
        }
        line.explain().step(CONTAINED, step -> {
            step.text("contained " + code);
            if (byLine) {
                step.word("per", "line");
            }
            step.figure("from", from).figure("gross", gross);
            rate(step);
            step.figure("all", all).figure("exact", exact);
            if (!byLine) {
                step.figureUnlessZero("extra", Fraction.of(share.subtract(exact.round(scale, RoundingMode.FLOOR))));
            }
            step.figure("tax", share).figure("value", from.subtract(share));
        });
    }

    private void rate(Explanation.Step step) {
        if (simple) {
            step.figure("rate", percent);
        } else {
            step.figure("percent", percent).inside(entries);
        }
    }
}
