package org.countinghouse.rating;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;

/** Refuses requests whose parts do not fit together, before any figure is worked out. */
final class RequestCheck {
    private final RatingRequest request;
    private final Set<String> meters = new HashSet<>();

    private RequestCheck(RatingRequest request) {
        this.request = request;
    }

    static void check(RatingRequest request) {
        RequestCheck check = new RequestCheck(request);
        check.meters();
        for (int index = 0; index < request.plan().charges().size(); index++) {
            Charge charge = request.plan().charges().get(index);
            check.price(charge.price(), "$.plan.charges[" + index + "].price");
        }
    }

    private void meters() {
        List<Meter> all = request.meters();
        for (int index = 0; index < all.size(); index++) {
            if (!meters.add(all.get(index).code())) {
                throw new RatingFailure(
                        "rating.duplicate_meter",
                        "The meter \"" + all.get(index).code() + "\" is given twice.",
                        "$.meters[" + index + "]");
            }
        }
    }

    private void price(Price price, String path) {
        price.adjustments().forEach(adjustment -> meter(adjustment.meter(), path + ".adjustments"));
        price.versions().forEach(version -> price(version.price(), path + ".versions"));
        switch (price.model()) {
            case PriceModel.Spot spot -> feed(spot, path);
            case PriceModel.FormulaPrice formula ->
                formula.variables().values().stream()
                        .filter(source -> Decimals.parse(source).isEmpty())
                        .forEach(source -> meter(source, path + ".variables"));
            case PriceModel.Allowance allowance -> price(allowance.overage(), path + ".overage.price");
            case PriceModel.Reserved reserved -> price(reserved.onDemand(), path + ".on_demand.price");
            default -> {}
        }
    }

    private void feed(PriceModel.Spot spot, String path) {
        if (!request.feeds().containsKey(spot.feed())) {
            throw new RatingFailure(
                    "rating.unknown_feed", "The feed \"" + spot.feed() + "\" is not given.", path + ".feed");
        }
    }

    private void meter(String code, String path) {
        if (!meters.contains(code)) {
            throw new RatingFailure("rating.unknown_meter", "The meter \"" + code + "\" is not given.", path);
        }
    }
}
