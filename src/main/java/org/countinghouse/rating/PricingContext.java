package org.countinghouse.rating;

import java.math.RoundingMode;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.PlanDocument.Rounding;
import org.countinghouse.money.Fraction;

/**
 * What a price model may need besides the usage.
 *
 * @param path of the charge in the request
 */
record PricingContext(
        RatingRequest request, Timeline timeline, UsageBook book, Problems problems, Charge charge, String path) {
    int scale() {
        return request.plan().currency().getDecimalPlaces();
    }

    RoundingMode mode() {
        return request.plan().rounding().mode().mode();
    }

    /** A tier's part with its flat amount: rounded when the plan rounds per tier. */
    Fraction tierAmount(Fraction amount) {
        return roundsTiers() ? Fraction.of(amount.round(scale(), mode())) : amount;
    }

    /** The plan rounds each tier's part by itself. */
    boolean roundsTiers() {
        return request.plan().rounding().per() == Rounding.Per.TIER;
    }

    RatingFailure failure(String code, String message) {
        return new RatingFailure(code, "The charge \"" + charge.code() + "\" " + message, path);
    }
}
