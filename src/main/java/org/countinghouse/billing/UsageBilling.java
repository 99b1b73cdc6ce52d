package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.JointIntake;
import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.StoredProperties;
import org.countinghouse.metering.quota.QuotaRequest;
import org.countinghouse.metering.quota.Quotas;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Records an event and bills it in one call: price, limit, money and event are settled in one transaction, once for each
 * id of an event. What is taken from wallet and credits is prepaid on the invoice of the period.
 */
public final class UsageBilling {
    private static final int QUOTA_DECIMALS = 12;

    /** Failures that are an answer about this event, and are kept with it. */
    private static final Set<String> ANSWERS = Set.of(
            "wallet.insufficient",
            "credits.insufficient",
            "quota.exceeded",
            "price.missing",
            "price.currencies",
            "billing.rate");

    private final Database database;
    private final Clock clock;
    private final JointIntake intake;
    private final Quotas quotas;
    private final UsagePricing pricing;

    public UsageBilling(Database database, Clock clock, JointIntake intake, Quotas quotas) {
        this.database = database;
        this.clock = clock;
        this.intake = intake;
        this.quotas = quotas;
        this.pricing = new UsagePricing(database, clock);
    }

    /**
     * Records and bills an event.
     *
     * @param onlyCustomer the only customer whose usage may come; null = all
     * @param method null: the one that suits
     * @return the same answer for the same event again, unless it failed: then it is tried again
     * @throws Failure those of {@link JointIntake#take} that are no answer about the event
     */
    public ChargedUsage take(ReadResult row, @Nullable Long onlyCustomer, @Nullable BillingMethod method) {
        var booking = new Booking(method);
        try {
            IntakeResult result = intake.take(row, onlyCustomer, booking);
            boolean stored = result.outcome() == IntakeResult.Outcome.STORED;
            if (!stored) {
                booking.release();
            }
            return booking.answer(result, stored);
        } catch (Failure failure) {
            booking.release();
            JointIntake.Incoming incoming = booking.incoming;
            if (incoming == null || !ANSWERS.contains(failure.code())) {
                throw failure;
            }
            return booking.failed(incoming, failure);
        }
    }

    /** One event on its way; begun anew when the transaction has to be tried again. */
    private final class Booking implements JointIntake.Work {
        private final @Nullable BillingMethod wanted;
        private JointIntake.@Nullable Incoming incoming;
        private @Nullable UsageCharge charge;
        private boolean repeated;
        private boolean conflict;
        private UsagePricing.@Nullable Price price;
        private List<BillingMethod> available = List.of();
        private boolean reserved;

        Booking(@Nullable BillingMethod wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean with(Connection connection, JointIntake.Incoming event) throws SQLException {
            incoming = event;
            price = null;
            lock(connection, event.customerId());
            var before = UsageCharges.of(
                    connection, event.customerId(), event.event().id());
            charge = before.orElse(null);
            repeated = before.isPresent() && before.get().status() != UsageCharge.Status.FAILED;
            if (repeated) {
                conflict = !UsageCharges.isSame(connection, before.get(), event);
                return false;
            }
            Map<String, Meter> catalogue = pricing.catalogue();
            reserve(event, catalogue);
            var priced = pricing.of(event.customerId(), event.event(), catalogue);
            price = priced;
            take(connection, event, priced);
            return true;
        }

        private void take(Connection connection, JointIntake.Incoming event, UsagePricing.Price priced)
                throws SQLException {
            Instant now = clock.instant();
            Wallets.lock(connection, event.customerId(), priced.currency());
            BigDecimal wallet = Wallets.balance(connection, event.customerId(), priced.currency());
            BigDecimal credits = Credits.left(connection, event.customerId(), priced.currency(), now);
            available = available(priced.amount(), wallet, credits);
            BillingMethod method = wanted == null ? available.getFirst() : wanted;
            refuseTooLittle(method, priced, wallet, credits);
            var status = method == BillingMethod.CHARGE ? UsageCharge.Status.PENDING : UsageCharge.Status.COMPLETED;
            UsageCharge made = charge(event, method, priced.currency(), priced.amount(), status, "", "", now);
            long id = UsageCharges.write(
                    connection,
                    event.customerId(),
                    made,
                    event.event().properties().canonical(),
                    priced.parts());
            settle(connection, event.customerId(), method, priced, id, now);
            charge = UsageCharges.of(
                            connection, event.customerId(), event.event().id())
                    .orElseThrow();
        }

        /** What a price gives back goes to the wallet, whichever method is asked for. */
        private void settle(
                Connection connection,
                long customerId,
                BillingMethod method,
                UsagePricing.Price priced,
                long chargeId,
                Instant now)
                throws SQLException {
            int sign = priced.amount().signum();
            boolean credits = method == BillingMethod.CREDITS;
            if (credits && sign > 0) {
                Credits.take(connection, customerId, priced.currency(), priced.amount(), chargeId, now);
            } else if ((credits || method == BillingMethod.WALLET) && sign != 0) {
                Wallets.change(
                        connection,
                        customerId,
                        priced.currency(),
                        Wallets.Kind.USAGE,
                        priced.amount().negate(),
                        chargeId,
                        null,
                        "",
                        now);
            }
        }

        private UsageCharge charge(
                JointIntake.Incoming event,
                BillingMethod method,
                String currency,
                BigDecimal amount,
                UsageCharge.Status status,
                String code,
                String reason,
                Instant now) {
            return new UsageCharge(
                    0,
                    event.event().customer(),
                    event.event().id(),
                    event.event().event(),
                    event.event().time(),
                    event.event().quantity(),
                    method,
                    available.isEmpty() ? method : available.getFirst(),
                    currency,
                    amount,
                    status,
                    code,
                    reason,
                    now);
        }

        /** Takes the amount from limits ahead, under the event's id: the event then counts in its place. */
        private void reserve(JointIntake.Incoming event, Map<String, Meter> catalogue) throws SQLException {
            if (reserved) {
                return;
            }
            Map<String, String> properties =
                    StoredProperties.texts(event.event().properties().canonical());
            for (var added : event.added().entrySet()) {
                Meter meter = catalogue.get(added.getKey());
                BigDecimal amount = meter == null || meter.quantity() == null
                        ? added.getValue()
                        : added.getValue()
                                .divide(meter.quantity().divideBy(), QUOTA_DECIMALS, RoundingMode.UP)
                                .stripTrailingZeros();
                if (amount.signum() > 0) {
                    reserve(event, new QuotaRequest(event.event().customer(), added.getKey(), amount, properties));
                }
            }
        }

        private void reserve(JointIntake.Incoming event, QuotaRequest request) {
            try {
                var answer = quotas.consume(request, event.event().id());
                reserved |= answer.allowed() && !answer.repeated();
                if (!answer.allowed()) {
                    throw new Failure(
                            "quota.exceeded",
                            "The limit on " + request.feature() + " is reached: "
                                    + (answer.remaining() == null
                                            ? "nothing"
                                            : answer.remaining().toPlainString())
                                    + " is left, " + request.amount().toPlainString() + " was asked for.",
                            "Nothing was stored. Wait for the next window, or raise the limit.");
                }
            } catch (Failure failure) {
                // Limits that cannot say anything about this event do not hold it up.
                if (!Set.of("quota.feature", "quota.subject", "quota.aggregation")
                        .contains(failure.code())) {
                    throw failure;
                }
            }
        }

        void release() {
            if (reserved && incoming != null) {
                reserved = false;
                quotas.release(incoming.event().customer(), incoming.event().id());
            }
        }

        ChargedUsage answer(IntakeResult result, boolean stored) {
            if (conflict) {
                return new ChargedUsage(
                        new IntakeResult(
                                result.id(),
                                IntakeResult.Outcome.CONFLICT,
                                "usage.conflict",
                                "the same id was charged before with other content; the first one is kept"),
                        null,
                        List.of());
            }
            return new ChargedUsage(result, stored || repeated ? charge : null, stored ? available : List.of());
        }

        /** Keeps why nothing was taken; sent again, the event is tried again. */
        ChargedUsage failed(JointIntake.Incoming event, Failure failure) {
            UsageCharge kept = database.write(connection -> {
                String currency = price == null
                        ? Payer.find(connection, event.event().customer()).ownCurrency()
                        : price.currency();
                BigDecimal amount = price == null ? BigDecimal.ZERO : price.amount();
                BillingMethod method = wanted == null ? BillingMethod.CHARGE : wanted;
                UsageCharges.write(
                        connection,
                        event.customerId(),
                        charge(
                                event,
                                method,
                                currency,
                                amount,
                                UsageCharge.Status.FAILED,
                                failure.code(),
                                failure.summary(),
                                clock.instant()),
                        event.event().properties().canonical(),
                        List.of());
                return UsageCharges.of(
                                connection, event.customerId(), event.event().id())
                        .orElseThrow();
            });
            return new ChargedUsage(
                    new IntakeResult(
                            event.event().id(), IntakeResult.Outcome.REJECTED, failure.code(), failure.summary()),
                    kept,
                    available);
        }
    }

    /** Charges of one customer come one after the other, so that each is priced after the ones before. */
    private static void lock(Connection connection, long customerId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended('countinghouse.charge.' || ?, 0))")) {
            statement.setLong(1, customerId);
            statement.execute();
        }
    }

    /** What has enough, the best first: nothing to pay, then credits, then the wallet, then the invoice. */
    private static List<BillingMethod> available(BigDecimal amount, BigDecimal wallet, BigDecimal credits) {
        var available = new ArrayList<BillingMethod>();
        if (amount.signum() == 0) {
            available.add(BillingMethod.SUBSCRIPTION);
        }
        if (credits.signum() > 0 && credits.compareTo(amount) >= 0) {
            available.add(BillingMethod.CREDITS);
        }
        if (wallet.compareTo(amount) >= 0 && (wallet.signum() > 0 || amount.signum() < 0)) {
            available.add(BillingMethod.WALLET);
        }
        if (amount.signum() != 0) {
            available.add(BillingMethod.SUBSCRIPTION);
        }
        available.add(BillingMethod.CHARGE);
        return available;
    }

    private static void refuseTooLittle(
            BillingMethod method, UsagePricing.Price price, BigDecimal wallet, BigDecimal credits) {
        String cost = price.amount().toPlainString() + " " + price.currency();
        if (method == BillingMethod.WALLET && wallet.compareTo(price.amount()) < 0) {
            throw new Failure(
                    "wallet.insufficient",
                    "The wallet has " + plain(wallet) + " " + price.currency() + ", the event costs " + cost + ".",
                    "Nothing was stored or taken. Top up the wallet and send the event again, or bill it otherwise.");
        }
        if (method == BillingMethod.CREDITS && credits.compareTo(price.amount()) < 0) {
            throw new Failure(
                    "credits.insufficient",
                    "Credits of " + plain(credits) + " " + price.currency() + " are left, the event costs " + cost
                            + ".",
                    "Nothing was stored or taken. Grant credits and send the event again, or bill it otherwise.");
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
