package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.quota.LimitSource;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.metering.quota.QuotaSettings;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** Makes changes, one customer after the other, and knows how to take them back. */
final class QuotaEdits {
    private final QuotaSettings settings;

    QuotaEdits(QuotaSettings settings) {
        this.settings = settings;
    }

    /**
     * What was done.
     *
     * @param undo takes it back, the last first
     * @param failures of limits that could not be changed; the others are
     */
    record Done(int changed, List<Runnable> undo, List<Failure> failures) {
        Done {
            undo = List.copyOf(undo);
            failures = List.copyOf(failures);
        }
    }

    Done make(QuotaChange change, List<QuotaEffect> effects, String reason, Progress progress) {
        List<QuotaEffect> changing =
                effects.stream().filter(QuotaEffect::changed).toList();
        var undo = new ArrayList<Runnable>();
        var failures = new ArrayList<Failure>();
        int done = 0;
        for (QuotaEffect effect : changing) {
            progress.report(effect.row().customerName(), done, changing.size());
            try {
                undo.addFirst(make(change, effect, reason));
                done++;
            } catch (Failure failure) {
                failures.add(failure);
            }
        }
        return new Done(done, undo, failures);
    }

    /** @return takes it back */
    private Runnable make(QuotaChange change, QuotaEffect effect, String reason) {
        QuotaRow row = effect.row();
        switch (change) {
            case QuotaChange.Grant grant -> {
                Instant end = grant.until()
                        .atStartOfDay(settings.zone(row.customer()))
                        .toInstant();
                long id = settings.grant(row.customer(), row.scope(), grant.amount(), end, reason);
                return () -> settings.revoke(row.customer(), id);
            }
            case QuotaChange.BackToPlan _ -> settings.removeOverride(row.customer(), row.scope(), reason);
            case QuotaChange.SetTo set -> own(row, effect.own(), set.kind(), reason);
            case QuotaChange.ByPercent _, QuotaChange.NoLimit _ -> own(row, effect.own(), null, reason);
        }
        return () -> restore(row, reason);
    }

    private void own(QuotaRow row, @Nullable BigDecimal limit, Quota.@Nullable Kind kind, String reason) {
        Quota.Kind then = kind == null ? row.kind() : kind;
        settings.override(
                row.customer(),
                new QuotaOverride(
                        row.scope(),
                        row.feature(),
                        limit,
                        then,
                        then == row.kind() ? row.overage() : then.usualOverage(),
                        row.warnAt(),
                        reason));
    }

    private void restore(QuotaRow row, String reason) {
        if (row.source() == LimitSource.OVERRIDE) {
            own(row, row.base(), null, reason);
        } else {
            settings.removeOverride(row.customer(), row.scope(), reason);
        }
    }
}
