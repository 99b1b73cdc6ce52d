package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.money.Currencies;
import org.jspecify.annotations.Nullable;

/** What is typed to add money or credits, and what comes of it; knows no nodes. */
final class MoveForm {
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST = 1_000;

    /** What is added. */
    enum What {
        TOP_UP,
        GRANT
    }

    /** The first thing that keeps it from being done. */
    enum Missing {
        AMOUNT,
        DECIMALS,
        PAST,
        REASON,
        NOTHING
    }

    /**
     * What is to be done.
     *
     * @param expiresAt of credits; null: never
     * @param reference the key of a payment or grant: the same one again changes nothing
     */
    record Move(
            String customer,
            BigDecimal amount,
            String currency,
            @Nullable Instant expiresAt,
            String reason,
            String reference) {}

    /**
     * What would come of it.
     *
     * @param before what is there now: prepaid money, or credits that can be used
     * @param after the same then; as now while no amount can be read
     */
    record Preview(Missing missing, String currency, BigDecimal before, BigDecimal after) {}

    private final What what;
    private final WalletFacts facts;
    private final Formats formats;
    /** One for each question, so that a click too many adds nothing. */
    private final String ownReference = UUID.randomUUID().toString();

    private final ReadOnlyObjectWrapper<Preview> preview;
    private Optional<BigDecimal> amount = Optional.empty();
    private String currency;
    private @Nullable LocalDate lastDay;
    private String reason = "";
    private String reference = "";

    MoveForm(What what, WalletFacts facts, Formats formats) {
        this.what = what;
        this.facts = facts;
        this.formats = formats;
        this.currency = facts.ownCurrency();
        this.preview = new ReadOnlyObjectWrapper<>(made());
    }

    void amount(String typed) {
        amount = formats.read(typed).filter(read -> read.signum() > 0 && digits(read) <= MOST_DIGITS);
        update();
    }

    private static int digits(BigDecimal number) {
        return number.precision() - number.scale();
    }

    void currency(String code) {
        currency = code;
        update();
    }

    /** The last day on which credits can be used, the customer's; null: for ever. */
    void lastDay(@Nullable LocalDate day) {
        lastDay = day;
        update();
    }

    void reason(String typed) {
        reason = typed.strip();
        update();
    }

    void reference(String typed) {
        reference = typed.strip();
        update();
    }

    private void update() {
        preview.set(made());
    }

    private Preview made() {
        BigDecimal before = what == What.TOP_UP ? facts.balance(currency) : facts.creditsLeft(currency);
        return new Preview(first(), currency, before, before.add(amount.orElse(BigDecimal.ZERO)));
    }

    private Missing first() {
        if (amount.isEmpty()) {
            return Missing.AMOUNT;
        }
        Instant ends = expiresAt();
        if (amount.get().stripTrailingZeros().scale() > decimals()) {
            return Missing.DECIMALS;
        }
        if (ends != null && !ends.isAfter(facts.asOf())) {
            return Missing.PAST;
        }
        return reason.isEmpty() || reason.length() > LONGEST ? Missing.REASON : Missing.NOTHING;
    }

    private @Nullable Instant expiresAt() {
        LocalDate day = lastDay;
        return day == null || what == What.TOP_UP
                ? null
                : day.plusDays(1).atStartOfDay(facts.zone()).toInstant();
    }

    /** Of the chosen currency. */
    int decimals() {
        return Currencies.find(currency).orElseThrow().getDecimalPlaces();
    }

    ReadOnlyObjectProperty<Preview> preview() {
        return preview.getReadOnlyProperty();
    }

    /** Empty as long as something is missing. */
    Optional<Move> move() {
        return preview.get().missing() == Missing.NOTHING
                ? amount.map(read -> new Move(
                        facts.customer(),
                        read,
                        currency,
                        expiresAt(),
                        reason,
                        reference.isEmpty() ? ownReference : reference))
                : Optional.empty();
    }
}
