package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countinghouse.billing.late.LateClaim;
import org.countinghouse.billing.late.LateDifference;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.catalog.Charge;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.LateInterest;
import org.countinghouse.rating.ManualLine;

/** The lines of an invoice of late fees: of lines by hand, made by a rule. */
final class LateLines {
    /** What their codes begin with; the ledger knows them by it. */
    static final String CODE = "late-";

    private final String who;
    private final Instant at;
    private final List<ManualLine> lines = new ArrayList<>();

    LateLines(String who, Instant at) {
        this.who = who;
        this.at = at;
    }

    /** Lines of one overdue invoice. */
    void add(LateInvoice invoice, LateClaim claim, LateDifference owed) {
        LateTerms terms = claim.terms();
        String category = category(invoice, claim);
        String of = invoice.number() + ", due " + invoice.dueOn();
        // What is taken back is taken back with the tax that was billed.
        String before = Objects.requireNonNullElse(invoice.taxedAs(), Charge.OUTSIDE_TAX);
        fee("Fee for late payment of " + of, owed.fee(), owed.fee().signum() < 0 ? before : category);
        String share = terms == null ? "" : Decimals.plain(terms.percent()) + " % of ";
        fee(
                "Late payment of " + of + ": " + share + Amounts.plain(claim.base(), invoice.currency()),
                owed.percent(),
                owed.percent().signum() < 0 ? before : category);
        int scale = owed.scale();
        for (LateClaim.Stretch stretch : owed.interest()) {
            LateInterest interest = stretch.interest();
            BigDecimal amount = interest.amount(scale);
            if (amount.signum() != 0) {
                String days = interest.days() == 1
                        ? stretch.from() + ", 1 day"
                        : stretch.from() + " to " + stretch.to() + ", " + interest.days() + " days";
                lines.add(new ManualLine(
                        CODE + "interest-" + (lines.size() + 1),
                        "Interest on " + of + ": " + days + " at " + Decimals.plain(interest.rate()) + " % a year on "
                                + Amounts.plain(interest.balance(), invoice.currency()),
                        BigDecimal.ONE,
                        amount,
                        category,
                        stretch.from(),
                        stretch.to().plusDays(1),
                        who,
                        at,
                        interest));
            }
        }
        fee("Correction of interest on " + of + " that was billed before", owed.correction(), before);
    }

    /** How new charges are taxed: by the terms; where nothing is owed any more, as what was billed. */
    static String category(LateInvoice invoice, LateClaim claim) {
        LateTerms terms = claim.terms();
        return Objects.requireNonNullElse(terms == null ? invoice.taxedAs() : terms.taxCategory(), Charge.OUTSIDE_TAX);
    }

    private void fee(String text, BigDecimal amount, String category) {
        if (amount.signum() != 0) {
            String code = CODE + "fee-" + (lines.size() + 1);
            lines.add(new ManualLine(code, text, BigDecimal.ONE, amount, category, null, null, who, at));
        }
    }

    List<ManualLine> lines() {
        return List.copyOf(lines);
    }
}
