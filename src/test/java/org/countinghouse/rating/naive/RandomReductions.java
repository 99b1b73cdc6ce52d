package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/** Coupons, credits, taxes and the wallet of a made-up request. */
record RandomReductions(Dice dice, LocalDate to) {
    private static final List<String> CODES = List.of("c0", "c1", "c2", "f0", "f1");

    void fill(ObjectNode request) {
        if (dice.chance(40)) {
            coupons(request.putArray("coupons"));
        }
        if (dice.chance(35)) {
            credits(request.putArray("credits"));
            if (dice.chance(70)) {
                request.put("as_of", to.plusDays(dice.between(-3, 3)) + "T00:00:00Z");
            }
        }
        if (dice.chance(60)) {
            taxes(request.putArray("taxes"));
        }
        if (dice.chance(30)) {
            request.put("prepaid", dice.pick("0", "5.00", "1000", "37"));
        }
    }

    private void coupons(ArrayNode coupons) {
        for (int count = 0; count < dice.between(1, 3); count++) {
            ObjectNode coupon = coupons.addObject().put("code", "k" + count);
            if (dice.chance(50)) {
                coupon.put("percent", dice.pick("10", "33.333", "100", "0", "7.5", "50"));
            } else {
                coupon.put("amount", dice.pick("10", "0.01", "1000", "3.335", "0"));
            }
            cover(coupon);
        }
    }

    private void credits(ArrayNode credits) {
        for (int count = 0; count < dice.between(1, 3); count++) {
            ObjectNode credit =
                    credits.addObject().put("id", "g" + count).put("amount", dice.pick("5", "0.99", "25", "1000", "0"));
            if (dice.chance(70)) {
                credit.put("priority", dice.between(0, 2));
            }
            if (dice.chance(60)) {
                credit.put("expires", to.plusDays(dice.between(-3, 3)).toString());
            }
            cover(credit);
        }
    }

    private void cover(ObjectNode reduction) {
        if (dice.chance(40)) {
            ArrayNode charges = reduction.putArray("charges");
            if (dice.chance(80)) {
                dice.some(CODES, 3).forEach(charges::add);
            }
        }
    }

    private void taxes(ArrayNode taxes) {
        for (int count = 0; count < dice.between(1, 3); count++) {
            ObjectNode tax = taxes.addObject()
                    .put("code", dice.pick("VAT", "GST", "LOCAL"))
                    .put("rate", dice.pick("19", "7", "9.975", "0", "5", "20"));
            if (dice.chance(60)) {
                tax.put("category", dice.pick("standard", "reduced"));
            }
            if (dice.chance(25)) {
                tax.put("compound", true);
            }
        }
    }
}
