package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One line of a result while it is being worked out. */
final class Line {
    final String kind;
    final String charge;
    final Map<String, String> group;
    final String category;
    final Fraction quantity;
    Fraction exact;
    Fraction amount;
    Fraction discount = Fraction.ZERO;
    Fraction credit = Fraction.ZERO;
    Fraction contained = Fraction.ZERO;

    Line(String kind, String charge, Map<String, String> group, String category, Fraction quantity, Fraction exact) {
        this.kind = kind;
        this.charge = charge;
        this.group = group;
        this.category = category;
        this.quantity = quantity;
        this.exact = exact;
        this.amount = exact;
    }

    static String category(JsonNode of) {
        return of.path("tax_category").asText("standard");
    }

    Line rounded(Rounding rounding) {
        amount = rounding.line(exact);
        return this;
    }

    /** What coupons and credits leave of it. */
    Fraction left() {
        return amount.minus(discount).minus(credit);
    }

    /** That without the tax it contains. */
    Fraction net() {
        return left().minus(contained);
    }
}
