package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countinghouse.customers.Subscription;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves of many subscriptions are undone together, but for those that were billed since. */
class MigrationUndoTest {
    private static final String HOLDING =
            "select c.external_id from subscription_change h join subscription s on s.id = h.subscription_id"
                    + " join customer c on c.id = s.customer_id where h.migration is not null and h.undone_at is null"
                    + " order by 1";

    private BillingWorld world;
    private SubscriptionChanges changes;
    private PlanMigration migration;
    private MigrationUndo undo;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:00:00Z");
        changes = new SubscriptionChanges(world.database, world.clock);
        migration = new PlanMigration(world.database, world.clock);
        undo = new MigrationUndo(world.database, world.clock);
        world.plan("basic", "month", "calendar", "31.00", true);
        for (String customer : List.of("acme", "borealis", "cumulus", "delta")) {
            world.subscribe(customer, "basic", "2023-12-01", "UTC");
        }
        world.plan("basic", "month", "calendar", "62.00", false);
        world.plan("pro", "month", "calendar", "93.00", true);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private UUID migrate() {
        var wish = new PlanMigration.Wish("basic", 1, 2, WantedChange.When.PERIOD_END, "new prices");
        MigrationResult result = migration.migrate(wish, Progress.NONE);
        assertThat(result.moved()).isEqualTo(4);
        return java.util.Objects.requireNonNull(result.migration());
    }

    private long id(String customer) {
        return world.number("select s.id from subscription s join customer c on c.id = s.customer_id"
                + " join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id"
                + " where p.code = 'basic' and c.external_id = '" + customer + "'");
    }

    private static List<String> names(MigrationUndo.Result result) {
        return result.undone().stream().map(MigrationResult.Member::name).toList();
    }

    private static List<String> staying(MigrationUndo.Result result) {
        return result.staying().stream()
                .map(each -> each.customer() + " " + each.code())
                .toList();
    }

    @Test
    void allAreUndoneWhileNothingIsBilled() {
        UUID mark = migrate();
        assertThat(undo.made("basic", 10)).singleElement().satisfies(made -> {
            assertThat(made.id()).isEqualTo(mark);
            assertThat(made.fromPlan()).isEqualTo("basic");
            assertThat(made.toPlan() + " " + made.toVersion()).isEqualTo("basic 2");
            assertThat(made.first()).isEqualTo("2024-01-01").isEqualTo(made.last());
            assertThat(made.moved()).isEqualTo(4);
            assertThat(made.undone()).isZero();
            assertThat(made.reason()).isEqualTo("new prices");
        });
        var look = undo.look(mark, Progress.NONE);
        assertThat(names(look)).containsExactly("acme", "borealis", "cumulus", "delta");
        assertThat(world.texts(HOLDING)).as("a look stores nothing").hasSize(4);
        assertThat(undo.undo(mark, "wrong list", Progress.NONE)).isEqualTo(look);
        assertThat(world.texts(HOLDING)).isEmpty();
        assertThat(undo.made(null, 10)).singleElement().satisfies(made -> {
            assertThat(made.undone()).isEqualTo(4);
            assertThat(made.stands()).isFalse();
        });
        assertThat(world.texts("select detail ->> 'reason' from audit_entry where action = 'subscription.undo'"
                        + " and detail ->> 'migration' = '" + mark + "'"))
                .containsExactly("wrong list", "wrong list", "wrong list", "wrong list");
        assertThat(world.texts("select (detail ->> 'undone') || ' ' || (detail ->> 'staying') from audit_entry"
                        + " where action = 'subscription.migration-undo' and subject = 'migration " + mark + "'"))
                .containsExactly("4 0");
        world.at("2024-02-02T09:00:00Z");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
        assertThat(world.texts("select distinct total::numeric(12,2)::text from invoice"))
                .as("as if nobody had been moved")
                .containsExactly("31.00");
    }

    @Test
    void thoseBilledSinceOrInTheWayStayAndAreNamed() {
        UUID mark = migrate();
        changes.undo(changes.of(id("cumulus")).getFirst().id(), "by itself");
        new SubscriptionStarts(world.customers)
                .start(new Subscription("delta", "pro", LocalDate.of(2024, 1, 1), null, "UTC", Map.of()), false);
        world.at("2024-02-02T09:00:00Z");
        long acme = world.number("select id from customer where external_id = 'acme'");
        world.runs.run(RunScope.upTo(world.now()).ofCustomer(acme), false, Progress.NONE);
        var look = undo.look(mark, Progress.NONE);
        assertThat(names(look)).containsExactly("borealis");
        assertThat(staying(look)).containsExactly("acme subscription.billed", "delta subscription.meter");
        assertThat(look.before()).isEqualTo(1);
        assertThat(undo.undo(mark, "", Progress.NONE)).isEqualTo(look);
        assertThat(world.texts(HOLDING)).containsExactly("acme", "delta");
        var again = undo.undo(mark, "", Progress.NONE);
        assertThat(again.undone()).isEmpty();
        assertThat(again.before()).isEqualTo(2);
        assertThat(staying(again)).isEqualTo(staying(look));
    }

    @Test
    void whatIsStoppedStaysUndoneAndTheRestStays() {
        UUID mark = migrate();
        var result = undo.undo(mark, "", new Progress() {
            private long done;

            @Override
            public void report(String what, long now, long all) {
                done = now;
            }

            @Override
            public boolean cancelled() {
                return done == 2;
            }
        });
        assertThat(names(result)).containsExactly("acme", "borealis");
        assertThat(result.left()).isEqualTo(2);
        assertThat(world.texts(HOLDING)).containsExactly("cumulus", "delta");
    }

    @Test
    void onesOfAnotherPlanAndUnknownOnesAreNotFound() {
        UUID mark = migrate();
        assertThat(undo.made("pro", 10)).isEmpty();
        var wish = new PlanMigration.Wish(
                "basic", List.of(1), "pro", 1, WantedChange.When.ON_DAY, LocalDate.of(2023, 12, 20), "");
        assertThat(migration.migrate(wish, Progress.NONE).migration())
                .as("their own move is still to come")
                .isNull();
        undo.undo(mark, "", Progress.NONE);
        UUID other = migration.migrate(wish, Progress.NONE).migration();
        assertThat(undo.made("pro", 10)).extracting(MadeMigration::id).containsExactly(other);
        assertThat(undo.made("basic", 10)).extracting(MadeMigration::id).containsExactly(other, mark);
        assertThatThrownBy(() -> undo.look(UUID.randomUUID(), Progress.NONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("migration.missing"));
    }
}
