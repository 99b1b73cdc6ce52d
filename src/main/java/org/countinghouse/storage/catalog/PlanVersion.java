package org.countinghouse.storage.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.countinghouse.catalog.PlanDocument;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plan. Once published its document never changes.
 *
 * @param plan the plan's code
 * @param number 1, 2, 3, ... within the plan
 * @param state draft, published or retired
 * @param effectiveFrom first day on which subscriptions may start with it
 * @param subscriptions how many subscriptions are pinned to it
 */
public record PlanVersion(
        long id,
        String plan,
        int number,
        String state,
        LocalDate effectiveFrom,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy,
        long subscriptions,
        PlanDocument document) {}
