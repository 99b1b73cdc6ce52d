package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.Wallets;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Failure;

/** What a person can do about a customer's money: add to it, grant credits, give a charge back. */
public final class WalletViewModel {
    private final WalletServices services;
    private final ScreenContext context;
    private final WalletWords words;
    private final Runnable changed;
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();

    /** @param changed called after money has moved, or might have */
    public WalletViewModel(WalletServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.words = new WalletWords(context.texts(), context.formats());
        this.changed = changed;
    }

    /** Reads what is there now before a question is asked about it: a balance may be older than the screen tells. */
    void fresh(WalletFacts facts, Consumer<WalletFacts> ask) {
        begin();
        context.tasks()
                .<WalletFacts>run(
                        words.text("wallet.reading"),
                        _ -> services.again(facts),
                        read -> {
                            acting.set(false);
                            ask.accept(read);
                        },
                        this::failed);
    }

    /** What a refund would give back, read before it is asked about. */
    private record Refundable(WalletFacts facts, UsageCharge charge, BigDecimal usable) {}

    /** As above, for a charge; with what of it could be used again. */
    void fresh(WalletFacts facts, UsageCharge charge, Consumer<Refund> ask) {
        begin();
        context.tasks()
                .<Refundable>run(
                        words.text("wallet.reading"),
                        _ -> new Refundable(
                                services.again(facts),
                                services.charges().find(charge.id()),
                                services.usableAgain(charge.id())),
                        read -> {
                            acting.set(false);
                            if (Refund.possible(read.charge())) {
                                ask.accept(Refund.of(read.facts(), read.charge(), read.usable()));
                            } else {
                                context.notices().info(words.text("wallet.refund.meanwhile"));
                                changed.run();
                            }
                        },
                        this::failed);
    }

    void topUp(MoveForm.Move move) {
        begin();
        context.tasks()
                .<Wallets.Entry>run(
                        words.text("wallet.topup.doing"),
                        _ -> services.wallets()
                                .topUp(
                                        move.customer(),
                                        move.amount(),
                                        move.currency(),
                                        move.reference(),
                                        move.reason()),
                        entry -> done(words.text(
                                "wallet.topup.done",
                                words.money(entry.amount(), entry.currency()),
                                words.money(entry.balance(), entry.currency()))),
                        this::failed);
    }

    void grant(MoveForm.Move move) {
        begin();
        context.tasks()
                .<Credits.Grant>run(
                        words.text("wallet.grant.doing"),
                        _ -> services.credits()
                                .grant(
                                        move.customer(),
                                        move.amount(),
                                        move.currency(),
                                        move.expiresAt(),
                                        0,
                                        move.reason(),
                                        move.reference()),
                        grant -> done(words.text("wallet.grant.done", words.money(grant.amount(), grant.currency()))),
                        this::failed);
    }

    void refund(UsageCharge charge, String reason) {
        begin();
        context.tasks()
                .<UsageCharge>run(
                        words.text("wallet.refund.doing"),
                        _ -> services.charges().refund(charge.id(), reason, services.corrections()),
                        back -> done(words.text(
                                back.method() == BillingMethod.CREDITS
                                        ? "wallet.refund.done.credits"
                                        : "wallet.refund.done.wallet",
                                words.money(back.amount(), back.currency()))),
                        this::failed);
    }

    private void begin() {
        acting.set(true);
    }

    private void done(String said) {
        acting.set(false);
        context.notices().success(said);
        changed.run();
    }

    private void failed(Failure failure) {
        acting.set(false);
        context.notices().failure(failure);
        changed.run();
    }

    boolean mayMove() {
        return services.mayMove();
    }

    /** Something is under way; nothing else can begin. */
    ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }
}
