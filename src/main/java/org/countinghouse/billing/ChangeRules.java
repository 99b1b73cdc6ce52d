package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.SubscriptionHistory.Stretch;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.rating.PlanChange;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Whether a change fits a subscription, and on which day it begins. */
final class ChangeRules {
    private static final String NOTHING = " Nothing was changed.";

    private final DueSubscription due;
    private final SubscriptionHistory history;
    private final LocalDate today;
    private final LocalDate calendarDay;
    private final boolean begun;

    /** @param billedTo end of the last period that has an invoice; null = none has */
    ChangeRules(DueSubscription due, Instant now, @Nullable Instant billedTo) {
        this.due = due;
        this.history = due.history();
        LocalDate day = LocalDate.ofInstant(now, due.timeZone());
        this.calendarDay = day;
        this.begun = !day.isBefore(due.startsOn());
        this.today = open(begun ? day : due.startsOn(), billedTo);
    }

    /** Of a plan that is billed by the hour, the first day without a billed hour. */
    private LocalDate open(LocalDate day, @Nullable Instant billedTo) {
        boolean hourly = due.plan(history.on(day).version()).interval().unit() == Interval.Unit.HOUR;
        if (!hourly || billedTo == null) {
            return day;
        }
        LocalDate billed = LocalDate.ofInstant(billedTo, due.timeZone());
        boolean whole = billed.atStartOfDay(due.timeZone()).toInstant().equals(billedTo);
        LocalDate first = whole ? billed : billed.plusDays(1);
        return first.isAfter(day) ? first : day;
    }

    /** What was used today is still billed; a subscription that has not begun never does. */
    private LocalDate endOfToday() {
        LocalDate tomorrow = calendarDay.plusDays(1);
        return !begun ? due.startsOn() : today.isAfter(tomorrow) ? today : tomorrow;
    }

    /**
     * The change, not stored yet.
     *
     * @param version id of the version that is moved to or added; null for other changes
     * @throws Failure {@code subscription.*} saying why it does not fit
     */
    SubscriptionChange change(WantedChange wanted, @Nullable Long version, @Nullable PlanDocument plan, Instant now) {
        LocalDate on = day(wanted, plan);
        if (on.isBefore(due.startsOn())) {
            throw refused(
                    "subscription.before-start",
                    "Subscription " + due.id() + " begins on " + due.startsOn() + ", after " + on + ".",
                    "Choose a later day.");
        }
        LocalDate end = history.end();
        if (end != null && !on.isBefore(end)) {
            throw refused(
                    "subscription.ended",
                    "Subscription " + due.id() + " ends on " + end + ".",
                    "Choose an earlier day, or undo the cancellation.");
        }
        Stretch stretch = history.on(on);
        boolean ofItem = wanted.kind() == Kind.QUANTITY || wanted.kind() == Kind.PRICE;
        ChangedItem item = ofItem ? ChangedItem.of(wanted, due, stretch) : null;
        check(wanted, stretch, plan, version, on);
        return new SubscriptionChange(
                0,
                due.id(),
                wanted.kind(),
                on,
                item == null ? version : item.addOn(),
                item != null ? item.addOnCode() : plan == null ? null : plan.code(),
                wanted.version(),
                wanted.item(),
                wanted.quantity(),
                item == null || wanted.kind() != Kind.PRICE ? null : price(wanted, item),
                wanted.credit(),
                wanted.reason(),
                now,
                "",
                null);
    }

    /** The subscription with one more change. */
    DueSubscription with(SubscriptionChange change, Map<Long, PlanDocument> documents) {
        List<SubscriptionChange> changes = new ArrayList<>(due.changes());
        changes.add(change);
        // One that is not stored yet comes after those of its day.
        changes.sort(Comparator.comparing(SubscriptionChange::effectiveOn));
        return due.with(changes, documents);
    }

    private LocalDate day(WantedChange wanted, @Nullable PlanDocument plan) {
        return switch (wanted.when()) {
            case NOW -> now(wanted);
            case PERIOD_END -> nextPeriod(begun ? calendarDay : today);
            case ON_DAY -> wanted.day() == null ? today : wanted.day();
            case USUAL -> {
                boolean later = wanted.kind() == Kind.PLAN && plan != null && !higher(plan, history.on(today));
                yield later ? nextPeriod(begun ? calendarDay : today) : now(wanted);
            }
        };
    }

    private LocalDate now(WantedChange wanted) {
        return wanted.kind() == Kind.CANCEL ? endOfToday() : today;
    }

    private boolean higher(PlanDocument plan, Stretch now) {
        return PlanChange.kind(due.plan(now.version()), plan, now.quantities(), now.quantities())
                == PlanChange.Kind.UPGRADE;
    }

    /** First day of the first period that begins after a day; the start itself when the subscription begins then. */
    private LocalDate nextPeriod(LocalDate day) {
        Instant midnight = day.atStartOfDay(due.timeZone()).toInstant();
        return history.at(midnight)
                .map(period -> {
                    LocalDate next = LocalDate.ofInstant(period.endsAt(), due.timeZone());
                    return next.isAfter(day) ? next : day.plusDays(1);
                })
                .orElse(day);
    }

    private void check(
            WantedChange wanted, Stretch stretch, @Nullable PlanDocument plan, @Nullable Long version, LocalDate on) {
        PlanDocument current = due.plan(stretch.version());
        switch (wanted.kind()) {
            case PLAN -> checkPlan(current, required(plan), stretch, required(version));
            case ADD_ON -> checkAddOn(current, required(plan), stretch, required(version));
            case REMOVE_ADD_ON -> {
                if (!stretch.addOns().contains(required(version))) {
                    throw refused(
                            "subscription.add-on",
                            "\"" + required(plan).code() + "\" is not an add-on of subscription " + due.id() + ".",
                            "Choose one that it has on " + on + ".");
                }
            }
            case QUANTITY -> checkQuantity(wanted);
            case PRICE -> checkPriceDay(on);
            case PAUSE -> {
                if (stretch.paused()) {
                    throw refused(
                            "subscription.paused",
                            "Subscription " + due.id() + " is paused already.",
                            "Resume it first.");
                }
            }
            case RESUME -> {
                if (!stretch.paused()) {
                    throw refused(
                            "subscription.not-paused",
                            "Subscription " + due.id() + " is not paused on " + on + ".",
                            "");
                }
            }
            case CANCEL -> {}
        }
    }

    private void checkPlan(PlanDocument from, PlanDocument to, Stretch stretch, long version) {
        if (stretch.version() == version) {
            throw refused(
                    "subscription.same-plan",
                    "Subscription " + due.id() + " has that version of \"" + to.code() + "\" already.",
                    "Choose another plan or version.");
        }
        requireAlike(from, to);
    }

    private void checkAddOn(PlanDocument main, PlanDocument addOn, Stretch stretch, long version) {
        requireAlike(main, addOn);
        if (stretch.addOns().contains(version)) {
            throw refused(
                    "subscription.add-on",
                    "Subscription " + due.id() + " has the add-on \"" + addOn.code() + "\" already.",
                    "Choose another one.");
        }
        if (!main.interval().equals(addOn.interval()) || main.anchor() != addOn.anchor()) {
            throw refused(
                    "subscription.add-on",
                    "The add-on \"" + addOn.code() + "\" is billed in other periods than \"" + main.code() + "\".",
                    "Start it as a subscription of its own.");
        }
    }

    private static void requireAlike(PlanDocument one, PlanDocument other) {
        if (!one.currency().equals(other.currency()) || one.taxInclusive() != other.taxInclusive()) {
            throw refused(
                    "subscription.currency",
                    "\"" + one.code() + "\" and \"" + other.code()
                            + "\" differ in currency, or in whether prices contain their tax.",
                    "End the subscription and start a new one.");
        }
    }

    private static void checkQuantity(WantedChange wanted) {
        if (wanted.quantity() == null || wanted.quantity().signum() < 0) {
            throw refused("subscription.quantity", "A quantity is zero or more.", "Give another one.");
        }
    }

    private void checkPriceDay(LocalDate on) {
        Instant midnight = on.atStartOfDay(due.timeZone()).toInstant();
        boolean begins = on.equals(due.startsOn())
                || history.at(midnight)
                        .filter(period -> period.startsAt().equals(midnight))
                        .isPresent();
        if (!begins) {
            throw refused(
                    "subscription.price-day",
                    "A price of the customer's own begins with a billing period, and none begins on " + on + ".",
                    "Choose " + nextPeriod(on) + ".");
        }
    }

    /** Read as it will be when it is rated, so that a price that cannot be rated is refused now. */
    private static @Nullable String price(WantedChange wanted, ChangedItem item) {
        if (wanted.price() == null) {
            return null;
        }
        if (item.fee()) {
            return Json.text(
                    Json.MAPPER.getNodeFactory().textNode(amount(wanted.price()).toPlainString()));
        }
        PriceJson.read(Json.parse(wanted.price()));
        return wanted.price();
    }

    private static BigDecimal amount(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException none) {
            throw new Failure(
                    "subscription.price", "\"" + text + "\" is not an amount.", "Write it as 12.50." + NOTHING, none);
        }
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a plan is needed");
        }
        return value;
    }

    private static Failure refused(String code, String summary, String remedy) {
        return new Failure(code, summary, (remedy + NOTHING).strip());
    }
}
