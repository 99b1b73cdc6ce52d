package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What can be done about invoices inside a period; knows no nodes. */
final class ThresholdsModel {
    private final SubscriptionsServices services;
    private final ScreenContext context;
    private final Runnable changed;
    private final LatestTask looking;

    /** @param changed reads again what is seen */
    ThresholdsModel(SubscriptionsServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
        looking = context.tasks().latest();
    }

    boolean mayChange() {
        return services.mayChange();
    }

    void openInvoice(long id) {
        context.navigator().go(Location.of("invoices", "invoice", Long.toString(id)));
    }

    /** How it stands now. */
    void look(SubscriptionRow row, Consumer<ThresholdStanding> seen, Consumer<Failure> refused) {
        looking.<ThresholdStanding>run(
                context.texts().get("thresholds.looking"), _ -> ThresholdStanding.of(services, row), seen, refused);
    }

    /** @param thresholds of {@link ThresholdEntry.Kind#AMOUNTS}, else null */
    void set(
            SubscriptionRow row,
            LocalDate from,
            ThresholdEntry.Kind kind,
            @Nullable UsageThresholds thresholds,
            String reason) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("thresholds.saving"),
                        _ -> {
                            save(ThresholdRules.Subject.subscription(row.id()), from, kind, thresholds, reason);
                            return true;
                        },
                        _ -> {
                            context.notices().success(context.texts().get("thresholds.saved", row.customerName()));
                            changed.run();
                        },
                        failure -> {
                            context.notices().failure(failure);
                            changed.run();
                        });
    }

    private void save(
            ThresholdRules.Subject subject,
            LocalDate from,
            ThresholdEntry.Kind kind,
            @Nullable UsageThresholds thresholds,
            String reason) {
        if (thresholds != null) {
            services.thresholds().set(subject, from, thresholds, reason);
        } else if (kind == ThresholdEntry.Kind.NONE) {
            services.thresholds().none(subject, from, reason);
        } else if (subject.subscription() != null) {
            services.thresholds().general(subject.subscription(), from, reason);
        }
    }
}
