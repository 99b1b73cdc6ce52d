package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.billing.OwnPrice;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.desktop.common.Texts;

/**
 * A fee or a charge of a plan, which a customer may have at a price of its own.
 *
 * @param plan code of the plan or add-on
 * @param own the price that it has already in place of the plan's
 */
record PricedItem(String plan, Subject subject, Optional<OwnPrice> own, String words) {
    /** What it is. */
    sealed interface Subject {
        record OfFee(Fee fee, BigDecimal now) implements Subject {}

        record OfCharge(Charge charge, Price now) implements Subject {}
    }

    /**
     * Fees first, then charges, each with what it costs now.
     *
     * @param addOn the plan stands beside the first
     */
    static List<PricedItem> of(PlanDocument plan, boolean addOn, List<OwnPrice> all, Texts texts) {
        var items = new ArrayList<PricedItem>();
        List<OwnPrice> prices = all.stream()
                .filter(price -> Objects.equals(price.addOn(), addOn ? plan.code() : null))
                .toList();
        String of = addOn ? plan.name() + ": " : "";
        for (Fee fee : plan.fees()) {
            Optional<OwnPrice> own = latest(prices, fee.code());
            BigDecimal now = own.map(OwnPrice::item)
                    .filter(OwnPrice.Item.OfFee.class::isInstance)
                    .map(item -> ((OwnPrice.Item.OfFee) item).own())
                    .orElse(fee.amount());
            items.add(new PricedItem(
                    plan.code(),
                    new Subject.OfFee(fee, now),
                    own,
                    texts.get("subscriptions.price.fee", of + fee.name())));
        }
        for (Charge charge : plan.charges()) {
            Optional<OwnPrice> own = latest(prices, charge.code());
            Price now = own.map(OwnPrice::item)
                    .filter(OwnPrice.Item.OfCharge.class::isInstance)
                    .map(item -> ((OwnPrice.Item.OfCharge) item).own())
                    .orElse(charge.price());
            items.add(new PricedItem(
                    plan.code(),
                    new Subject.OfCharge(charge, now),
                    own,
                    texts.get("subscriptions.price.charge", of + charge.name())));
        }
        return items;
    }

    private static Optional<OwnPrice> latest(List<OwnPrice> prices, String code) {
        return prices.stream().filter(price -> price.item().code().equals(code)).reduce((_, later) -> later);
    }

    /** Whether a price is of this fee or charge. */
    boolean prices(OwnPrice price) {
        return own.filter(latest -> latest.item().code().equals(price.item().code())
                        && Objects.equals(latest.addOn(), price.addOn()))
                .isPresent();
    }

    String code() {
        return switch (subject) {
            case Subject.OfFee fee -> fee.fee().code();
            case Subject.OfCharge charge -> charge.charge().code();
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
