package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countinghouse.catalog.PriceModel;

/** Each usage at the feed's price in force at its time. */
final class SpotPricing {
    private SpotPricing() {}

    static Pricing.Priced price(PriceModel.Spot spot, PricedUsage usage, PricingContext context, Explanation explain) {
        List<FeedPrice> feed = context.request().feeds().get(spot.feed());
        if (feed == null) {
            throw context.failure("rating.unknown_feed", "needs the feed \"" + spot.feed() + "\", which is not given.");
        }
        TreeMap<Instant, BigDecimal> prices = new TreeMap<>(Comparator.naturalOrder());
        feed.forEach(price -> prices.put(price.from(), price.price()));
        CellPricing cells = new CellPricing(usage, explain);
        usage.cells(item -> Optional.ofNullable(prices.floorEntry(item.time())), explain)
                .forEach((price, cell) -> {
                    if (price.isPresent()) {
                        Map.Entry<Instant, BigDecimal> inForce = price.get();
                        cells.add(
                                "market price since " + inForce.getKey(),
                                cell,
                                bounded(spot, inForce.getValue()),
                                step -> describe(step, spot, inForce.getValue()));
                    } else {
                        cells.leaveOut("before the first market price", cell);
                        context.problems()
                                .add(
                                        "spot.before_feed",
                                        "Usage lies before the first price of the feed \"" + spot.feed() + "\".",
                                        context.charge().code(),
                                        cell.events());
                    }
                });
        return cells.priced();
    }

    /** The market price, and the bounds where they changed it. */
    private static void describe(Explanation.Step step, PriceModel.Spot spot, BigDecimal price) {
        BigDecimal times = price.multiply(spot.multiplier());
        BigDecimal raised = spot.floor() == null ? times : times.max(spot.floor());
        BigDecimal bounded = bounded(spot, price);
        step.figure("market_price", price)
                .figure("multiplier", spot.multiplier())
                .figure("unbounded", times);
        if (spot.floor() != null && raised.compareTo(times) != 0) {
            step.figure("floor", spot.floor());
        }
        if (spot.cap() != null && bounded.compareTo(raised) != 0) {
            step.figure("cap", spot.cap());
        }
    }

    private static BigDecimal bounded(PriceModel.Spot spot, BigDecimal price) {
        BigDecimal bounded = price.multiply(spot.multiplier());
        if (spot.floor() != null) {
            bounded = bounded.max(spot.floor());
        }
        return spot.cap() == null ? bounded : bounded.min(spot.cap());
    }
}
