package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.ProgressiveWorld.START;
import static org.countinghouse.billing.ProgressiveWorld.at;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.countinghouse.billing.ThresholdEntry.Kind;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an entry would do is what the job does once it is stored. */
class ThresholdPreviewTest {
    private static final ThresholdRules.Subject PLAN = ThresholdRules.Subject.plan("metered");

    private ProgressiveWorld all;
    private long acme;
    private long own;

    @BeforeEach
    void open() throws IOException {
        all = new ProgressiveWorld();
        all.plan("other", "{\"model\":\"per_unit\",\"unit_amount\":\"0.01\"}", "");
        acme = all.subscribe("acme", "metered");
        all.subscribe("plain", "metered");
        own = all.subscribe("own", "metered");
        all.subscribe("elsewhere", "other");
        all.use("acme", 6_000, "2026-10-03");
        all.use("plain", 3_000, "2026-10-03");
        all.use("own", 9_000, "2026-10-03");
        all.use("elsewhere", 9_000, "2026-10-03");
        all.world.clock().moveTo("2026-10-04");
    }

    @AfterEach
    void close() {
        all.close();
    }

    private ThresholdWish wish(LocalDate from, Kind kind, @Nullable UsageThresholds thresholds) {
        return ThresholdWish.of(PLAN, from, kind, thresholds);
    }

    private ProgressiveReport preview(ThresholdWish wish) {
        return all.billing().preview(wish, Progress.NONE);
    }

    @Test
    void thePlansEntryIsSeenForAllThatHaveItAndBilledSoAfterwards() {
        all.thresholds(own, at("1000"));
        ProgressiveReport would = preview(wish(START, Kind.AMOUNTS, at("50")));
        assertThat(would.dryRun()).isTrue();
        assertThat(would.looked()).isEqualTo(2);
        assertThat(would.failures()).isEmpty();
        assertThat(would.nets().get("EUR")).isEqualByComparingTo("60.00");
        assertThat(would.totals().get("EUR")).isEqualByComparingTo("71.40");
        assertThat(all.rules().list(PLAN)).isEmpty();
        assertThat(all.ids("true")).isEmpty();

        all.rules().set(PLAN, START, at("50"), "");
        ProgressiveReport done = all.run("2026-10-04");
        assertThat(done.bills()).isEqualTo(would.bills());
    }

    @Test
    void anEntryOfAnotherDayCountsFromThen() {
        assertThat(preview(wish(LocalDate.of(2026, 10, 5), Kind.AMOUNTS, at("50")))
                        .looked())
                .isZero();
        all.rules().set(PLAN, LocalDate.of(2026, 10, 4), at("1000"), "");
        assertThat(preview(wish(START, Kind.AMOUNTS, at("50"))).bills()).isEmpty();
        assertThat(preview(wish(LocalDate.of(2026, 10, 4), Kind.AMOUNTS, at("20")))
                        .bills())
                .hasSize(3);
        assertThat(preview(wish(LocalDate.of(2026, 10, 4), Kind.NONE, null)).looked())
                .isZero();
    }

    @Test
    void whatIsTakenBackLeavesTheOneBefore() {
        all.rules().set(PLAN, START, at("50"), "");
        all.rules().none(PLAN, LocalDate.of(2026, 10, 4), "a mistake");
        assertThat(all.run("2026-10-04").bills()).isEmpty();
        ThresholdEntry mistake = all.rules().list(PLAN).getLast();
        var wish = ThresholdWish.withdrawal(mistake);
        assertThat(wish.decides(LocalDate.of(2026, 10, 4), all.rules().list(PLAN)))
                .isTrue();
        ProgressiveReport would = preview(wish);
        assertThat(would.looked()).isEqualTo(3);
        assertThat(would.bills()).hasSize(2);
        all.rules().withdraw(PLAN, mistake.from(), "a mistake");
        assertThat(all.run("2026-10-04").bills()).isEqualTo(would.bills());
    }

    @Test
    void whoChangesToThePlanCountsAndWhoLeftItDoesNot() throws IOException {
        var changes = new SubscriptionChanges(all.world.database(), all.world.clock());
        changes.add(acme, WantedChange.plan("other", 1, "").on(LocalDate.of(2026, 10, 4)));
        long elsewhere = all.world.number("select max(id) from subscription").longValueExact();
        changes.add(elsewhere, WantedChange.plan("metered", 1, "").on(LocalDate.of(2026, 10, 4)));
        all.world.clock().moveTo("2026-10-05");
        ProgressiveReport would = preview(wish(START, Kind.AMOUNTS, at("10")));
        assertThat(would.bills())
                .extracting(ProgressiveReport.Bill::subscription)
                .contains(own, elsewhere)
                .doesNotContain(acme);
    }

    @Test
    void ofASubscriptionTheStateIsAsItWouldBe() {
        all.rules().set(PLAN, START, at("500"), "");
        var subject = ThresholdRules.Subject.subscription(acme);
        ProgressiveState would =
                all.billing().state(acme, ThresholdWish.of(subject, START, Kind.AMOUNTS, at("50", "100")));
        assertThat(would.passed()).isEqualByComparingTo("50.00");
        assertThat(would.next()).isEqualByComparingTo("100.00");
        assertThat(all.billing().state(acme).passed()).isNull();

        all.rules().set(subject, START, at("50"), "");
        assertThat(all.billing().state(acme).passed()).isEqualByComparingTo("50.00");
        ThresholdEntry entry = all.rules().list(subject).getFirst();
        assertThat(all.billing().state(acme, ThresholdWish.withdrawal(entry)).next())
                .isEqualByComparingTo("500.00");
        assertThat(all.billing()
                        .state(acme, ThresholdWish.of(subject, START, Kind.GENERAL, null))
                        .next())
                .isEqualByComparingTo(new BigDecimal("500"));
    }

    @Test
    void whatCannotBeStoredIsRefusedBefore() {
        assertThatThrownBy(() -> preview(wish(START, Kind.AMOUNTS, at("0.001"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("thresholds.amounts"));
        assertThatThrownBy(() ->
                        preview(ThresholdWish.of(ThresholdRules.Subject.plan("nothing"), START, Kind.AMOUNTS, at("1"))))
                .isInstanceOf(Failure.class);
    }
}
