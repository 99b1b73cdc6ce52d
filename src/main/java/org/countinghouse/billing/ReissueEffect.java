package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.ledger.Account;
import org.jspecify.annotations.Nullable;

/**
 * What making an invoice void, and drafting it again, does to money.
 *
 * @param currency the invoice's
 * @param total of the invoice, with tax
 * @param postings what the invoice stands for in the ledger, account by account
 * @param drafts that are made anew, or were there and are changed by it
 * @param failures what cannot be drafted anew
 */
public record ReissueEffect(
        String currency,
        BigDecimal total,
        List<Posted> postings,
        List<Drafted> drafts,
        List<BillingRunReport.Failed> failures) {
    public ReissueEffect {
        postings = List.copyOf(postings);
        drafts = List.copyOf(drafts);
        failures = List.copyOf(failures);
    }

    /**
     * What an invoice stands for in an account, in the account's own direction: revenue and tax are above zero when they
     * are earned and owed.
     *
     * @param after once it is void
     */
    public record Posted(Account account, String currency, BigDecimal before, BigDecimal after) {}

    /**
     * A draft.
     *
     * @param before its total until now; zero of one that is new
     * @param total with tax
     */
    public record Drafted(String currency, BigDecimal before, BigDecimal total) {}

    /** Where something is posted. */
    record Place(Account account, String currency) {}

    /** Accounts that do not change are left out. */
    static List<Posted> postings(Map<Place, BigDecimal> before, Map<Place, BigDecimal> after) {
        return before.keySet().stream()
                .sorted(Comparator.comparing(Place::account).thenComparing(Place::currency))
                .map(place -> new Posted(place.account(), place.currency(), own(place, before), own(place, after)))
                .filter(posted -> posted.before().compareTo(posted.after()) != 0)
                .toList();
    }

    private static BigDecimal own(Place place, Map<Place, BigDecimal> sums) {
        BigDecimal debit = sums.getOrDefault(place, BigDecimal.ZERO);
        boolean credit = switch (place.account().nature()) {
            case LIABILITY, INCOME -> true;
            case ASSET, EXPENSE -> false;
        };
        return credit ? debit.negate() : debit;
    }

    /** @param before null: there was none */
    static Drafted draft(OpenDrafts.Total draft, OpenDrafts.@Nullable Total before) {
        return new Drafted(draft.currency(), before == null ? BigDecimal.ZERO : before.total(), draft.total());
    }
}
