package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.countinghouse.rating.Tax;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a change of what decides on taxes makes of the drafts there are: it is made and taken back, and each draft that
 * finalising would then refuse is rated again, by the code that does both.
 */
public final class TaxEffects {
    /** More are counted, and not rated: their subscriptions would be held for too long. */
    static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;

    public TaxEffects(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A draft that has to be rated again, in its currency.
     *
     * @param taxBefore as it is
     * @param before total as it is
     * @param tax rated again
     * @param total rated again
     * @param failure why it cannot be rated again; its figures are then as before
     */
    public record Draft(
            long id,
            String customerName,
            String currency,
            BigDecimal taxBefore,
            BigDecimal before,
            BigDecimal tax,
            BigDecimal total,
            @Nullable Failure failure) {}

    /** Sums of drafts in one currency. */
    public record Sum(int drafts, BigDecimal taxBefore, BigDecimal before, BigDecimal tax, BigDecimal total) {
        private Sum plus(Draft draft) {
            return new Sum(
                    drafts + 1,
                    taxBefore.add(draft.taxBefore()),
                    before.add(draft.before()),
                    tax.add(draft.tax()),
                    total.add(draft.total()));
        }
    }

    /**
     * What becomes of drafts.
     *
     * @param drafts that have to be rated again
     * @param left how many more are in doubt and were not looked at
     */
    public record Effect(List<Draft> drafts, int left) {
        public Effect {
            drafts = List.copyOf(drafts);
        }

        /** Of those that can be rated again, by currency. */
        public SortedMap<String, Sum> sums() {
            var sums = new TreeMap<String, Sum>();
            for (Draft draft : drafts) {
                if (draft.failure() == null) {
                    Sum before = sums.getOrDefault(
                            draft.currency(),
                            new Sum(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
                    sums.put(draft.currency(), before.plus(draft));
                }
            }
            return sums;
        }
    }

    /**
     * Of a change that is made on the database it is given. Changes nothing.
     *
     * @throws Failure as the change itself
     */
    public Effect of(Consumer<Database> change, Progress progress) {
        return database.rehearse(inside -> {
            Map<Long, List<List<Tax>>> doubted = inside.read(TaxEffects::taxes);
            change.accept(inside);
            return drafts(inside, doubted, progress);
        });
    }

    /** Of drafts that are in doubt already; of those with larger ids than are looked at nothing need be known. */
    private static Map<Long, List<List<Tax>>> taxes(Connection connection) throws SQLException {
        var taxes = new HashMap<Long, List<List<Tax>>>();
        for (long id :
                OpenDrafts.doubted(connection).keySet().stream().limit(MOST).toList()) {
            taxes.put(id, DraftTaxes.all(connection, id));
        }
        return taxes;
    }

    /** @param doubted before the change, with their taxes then: of what did not change it is not the cause */
    private Effect drafts(Database inside, Map<Long, List<List<Tax>>> doubted, Progress progress) {
        var refresh = new DraftRefresh(inside, new SubscriptionRating(inside, clock), clock);
        Map<Long, OpenDrafts.Total> all = inside.read(OpenDrafts::doubted);
        var drafts = new ArrayList<Draft>();
        int looked = 0;
        for (var each : all.entrySet()) {
            if (looked == MOST) {
                break;
            }
            progress.check();
            looked++;
            long id = each.getKey();
            if (differs(inside, id, doubted.get(id))) {
                drafts.add(draft(refresh, id, each.getValue()));
            }
        }
        return new Effect(drafts, all.size() - looked);
    }

    private static boolean differs(Database inside, long id, @Nullable List<List<Tax>> before) {
        return inside.read(connection -> (before == null || !before.equals(DraftTaxes.all(connection, id)))
                && DraftTaxes.differ(connection, id));
    }

    private static Draft draft(DraftRefresh refresh, long id, OpenDrafts.Total now) {
        try {
            LineEffect then = refresh.figures(id);
            return new Draft(
                    id, now.customerName(), now.currency(), now.tax(), now.total(), then.tax(), then.total(), null);
        } catch (Failure failure) {
            return new Draft(
                    id, now.customerName(), now.currency(), now.tax(), now.total(), now.tax(), now.total(), failure);
        }
    }
}
