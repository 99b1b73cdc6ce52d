package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.quota.LimitSource;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;

/** What people do to limits, one or many at once. */
sealed interface QuotaChange {
    /** What a change makes of one limit. */
    QuotaEffect on(QuotaRow row);

    /** A limit of the customer's own; null keeps the kind. */
    record SetTo(BigDecimal limit, Quota.@Nullable Kind kind) implements QuotaChange {
        @Override
        public QuotaEffect on(QuotaRow row) {
            boolean same = row.source() == LimitSource.OVERRIDE
                    && row.base() != null
                    && row.base().compareTo(limit) == 0
                    && (kind == null || kind == row.kind());
            return same ? QuotaEffect.same(row) : QuotaEffect.to(row, limit, limit.add(row.granted()));
        }
    }

    /** More or less in percent, to as many decimals as the limit has. */
    record ByPercent(BigDecimal percent) implements QuotaChange {
        @Override
        public QuotaEffect on(QuotaRow row) {
            BigDecimal base = row.base();
            if (base == null) {
                return QuotaEffect.impossible(row, "unlimited");
            }
            BigDecimal limit = base.add(base.multiply(percent).movePointLeft(2))
                    .max(BigDecimal.ZERO)
                    .setScale(Math.max(0, base.scale()), RoundingMode.HALF_UP);
            return limit.compareTo(base) == 0
                    ? QuotaEffect.same(row)
                    : QuotaEffect.to(row, limit, limit.add(row.granted()));
        }
    }

    /** No limit at all. */
    record NoLimit() implements QuotaChange {
        @Override
        public QuotaEffect on(QuotaRow row) {
            return row.base() == null ? QuotaEffect.same(row) : QuotaEffect.to(row, null, null);
        }
    }

    /** What the plan says holds again. */
    record BackToPlan() implements QuotaChange {
        @Override
        public QuotaEffect on(QuotaRow row) {
            if (row.source() == LimitSource.PLAN) {
                return QuotaEffect.same(row);
            }
            BigDecimal limit = row.planLimit();
            return QuotaEffect.to(row, limit, limit == null ? null : limit.add(row.granted()));
        }
    }

    /**
     * Something on top for a while.
     *
     * @param until first day on which it no longer counts, in the customer's time zone
     */
    record Grant(BigDecimal amount, LocalDate until) implements QuotaChange {
        @Override
        public QuotaEffect on(QuotaRow row) {
            BigDecimal limit = row.limit();
            return limit == null
                    ? QuotaEffect.impossible(row, "unlimited")
                    : QuotaEffect.to(row, row.base(), limit.add(amount));
        }
    }
}
