package org.countinghouse.desktop.thresholds;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.ThresholdWish;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Failure;

/** What can be done about invoices inside a period; knows no nodes. */
public final class ThresholdsModel {
    private static final Duration TYPING = Duration.ofMillis(250);

    private final ThresholdServices services;
    private final ScreenContext context;
    private final Runnable changed;
    private final LatestTask looking;
    private final LatestTask listing;

    /** @param changed reads again what is seen */
    public ThresholdsModel(ThresholdServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
        looking = context.tasks().latest();
        listing = context.tasks().latest();
    }

    boolean mayChange() {
        return services.mayChange();
    }

    void openInvoice(long id) {
        context.navigator().go(Location.of("invoices", "invoice", Long.toString(id)));
    }

    /** The entries of a plan, by day. */
    void entries(String plan, Consumer<List<ThresholdEntry>> read, Consumer<Failure> refused) {
        listing.<List<ThresholdEntry>>run(
                context.texts().get("thresholds"),
                _ -> services.rules().list(ThresholdRules.Subject.plan(plan)),
                read,
                refused);
    }

    /** Works out what an entry would do now; only the newest question is answered. */
    void look(ThresholdWish wish, Consumer<ThresholdOutlook> seen, Consumer<Failure> refused) {
        Long subscription = wish.subject().subscription();
        looking.<ThresholdOutlook>run(
                context.texts().get("thresholds.looking"),
                TYPING,
                progress -> subscription == null
                        ? new ThresholdOutlook.OfPlan(services.progressive().preview(wish, progress))
                        : new ThresholdOutlook.OfSubscription(
                                services.progressive().state(subscription, wish)),
                seen,
                refused);
    }

    /** Whatever is being worked out is not wanted any more. */
    void lookAway() {
        looking.cancel();
    }

    void set(ThresholdOwner owner, ThresholdWish wish, String reason) {
        ThresholdRules rules = services.rules();
        act("thresholds.saved", owner, () -> {
            switch (wish.kind()) {
                case AMOUNTS ->
                    rules.set(wish.subject(), wish.from(), Objects.requireNonNull(wish.thresholds()), reason);
                case NONE -> rules.none(wish.subject(), wish.from(), reason);
                case GENERAL ->
                    rules.general(Objects.requireNonNull(wish.subject().subscription()), wish.from(), reason);
            }
        });
    }

    void withdraw(ThresholdOwner owner, ThresholdEntry entry, String reason) {
        act("thresholds.withdrawn", owner, () -> services.rules().withdraw(entry.subject(), entry.from(), reason));
    }

    private void act(String done, ThresholdOwner owner, Runnable work) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("thresholds.saving"),
                        _ -> {
                            work.run();
                            return true;
                        },
                        _ -> {
                            context.notices().success(context.texts().get(done, owner.name()));
                            changed.run();
                        },
                        failure -> {
                            context.notices().failure(failure);
                            changed.run();
                        });
    }
}
