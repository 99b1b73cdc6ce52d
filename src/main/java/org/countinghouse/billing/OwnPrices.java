package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.customers.SubscriptionChange;
import org.jspecify.annotations.Nullable;

/** Finds the prices of a subscription that are not its plan's or its add-ons', today and on days to come. */
final class OwnPrices {
    private final DueSubscription due;
    private final SubscriptionHistory history;
    private final LocalDate today;
    private final Map<String, Meter> meters;

    /** @param meters by code */
    OwnPrices(DueSubscription due, LocalDate today, Map<String, Meter> meters) {
        this.due = due;
        this.history = due.history();
        this.today = today;
        this.meters = meters;
    }

    /** By day. One that ended with its plan, or that another one follows on the same day, is none. */
    List<OwnPrice> all() {
        var found = new ArrayList<OwnPrice>();
        List<SubscriptionChange> changes = due.changes();
        for (int index = 0; index < changes.size(); index++) {
            SubscriptionChange change = changes.get(index);
            if (change.kind() == SubscriptionChange.Kind.PRICE && change.item() != null && change.price() != null) {
                one(change, next(changes.subList(index + 1, changes.size()), change))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** The day on which another price of the same item holds; null: none is known. */
    private static @Nullable LocalDate next(List<SubscriptionChange> later, SubscriptionChange change) {
        return later.stream()
                .filter(each -> each.kind() == SubscriptionChange.Kind.PRICE
                        && Objects.equals(each.item(), change.item())
                        && Objects.equals(each.planVersionId(), change.planVersionId()))
                .findFirst()
                .map(SubscriptionChange::effectiveOn)
                .orElse(null);
    }

    private Optional<OwnPrice> one(SubscriptionChange change, @Nullable LocalDate to) {
        LocalDate from = change.effectiveOn();
        LocalDate day = from.isAfter(today) ? from : today;
        LocalDate end = history.end();
        if ((to != null && !to.isAfter(day)) || (end != null && !day.isBefore(end))) {
            return Optional.empty();
        }
        SubscriptionHistory.Stretch stretch = history.on(day);
        Long addOn = change.planVersionId();
        PlanDocument plan = due.plan(addOn == null ? stretch.version() : addOn);
        Map<String, String> holding =
                addOn == null ? stretch.prices() : stretch.own(plan.code()).prices();
        String item = Objects.requireNonNull(change.item());
        String price = Objects.requireNonNull(change.price());
        if (!price.equals(holding.get(item))) {
            return Optional.empty();
        }
        return item(plan, item, price)
                .map(found -> new OwnPrice(
                        change.id(), addOn == null ? null : plan.code(), from, to, !from.isAfter(today), found));
    }

    private Optional<OwnPrice.Item> item(PlanDocument plan, String code, String price) {
        Stream<OwnPrice.Item> fees = plan.fees().stream()
                .filter(fee -> fee.code().equals(code))
                .map(fee -> new OwnPrice.Item.OfFee(
                        fee, new BigDecimal(Json.parse(price).asText())));
        Stream<OwnPrice.Item> charges = plan.charges().stream()
                .filter(charge -> charge.code().equals(code))
                .map(charge ->
                        new OwnPrice.Item.OfCharge(charge, unit(charge.meter()), PriceJson.read(Json.parse(price))));
        return Stream.concat(fees, charges).findFirst();
    }

    private String unit(String meter) {
        Meter known = meters.get(meter);
        return known == null ? "" : Objects.requireNonNullElse(known.unit(), "");
    }
}
