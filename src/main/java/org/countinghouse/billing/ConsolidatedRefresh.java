package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Rates a draft for several subscriptions again: each of its parts, and then what they come to together. */
final class ConsolidatedRefresh {
    private final Database database;
    private final SubscriptionRating rating;

    ConsolidatedRefresh(Database database, SubscriptionRating rating) {
        this.database = database;
        this.rating = rating;
    }

    /** A part with what it comes to now. */
    private record Anew(long id, DueSubscription due, InvoiceInput input, RatingResult result) {}

    /**
     * The figures of now, nothing stored.
     *
     * @param before the draft of all
     * @param parts drafts with the tasks that rate them
     */
    private List<Anew> rate(OpenDraft before, List<DraftRefresh.Found> parts) {
        var catalogue = rating.catalogue();
        var anew = new ArrayList<Anew>();
        for (DraftRefresh.Found part : parts) {
            RatedSubscription rated = rating.rate(part.task(), catalogue);
            InvoiceInput input = part.anew(rated);
            if (!input.currency().equals(before.input().currency())) {
                throw new Failure(
                        "invoice.currency",
                        "Draft " + before.id() + " is in " + before.input().currency() + "; its customer is billed in "
                                + input.currency() + " now.",
                        "Nothing was changed. Discard the draft: the next run makes it anew.");
            }
            anew.add(new Anew(part.draft().id(), part.task().due(), input, input.rate(true)));
        }
        requireOneWayOfTaxing(before.id(), anew);
        return anew;
    }

    /** A document has one set of taxes: what differs in it since is drafted anew, on an invoice of its own. */
    private static void requireOneWayOfTaxing(long draft, List<Anew> parts) {
        long ways = parts.stream()
                .map(part -> Consolidation.Taxing.of(part.input().parts().getFirst()))
                .distinct()
                .count();
        if (ways > 1) {
            throw new Failure(
                    "invoice.taxes",
                    "The sections of draft " + draft
                            + " are no longer taxed alike: a rate was changed for some of their" + " days.",
                    "Nothing was changed. Discard the draft: the next run makes an invoice for each way of taxing.");
        }
    }

    private List<Anew> rate(OpenDraft before) {
        return rate(before, database.read(connection -> {
            var found = new ArrayList<DraftRefresh.Found>();
            for (long id : StoredParts.ids(connection, before.id())) {
                found.add(DraftRefresh.find(connection, id));
            }
            return found;
        }));
    }

    /** What rating it again would come to; nothing is stored. */
    LineEffect figures(OpenDraft draft) {
        var anew = new HashMap<Long, Anew>();
        rate(draft).forEach(part -> anew.put(part.id(), part));
        List<InvoicePart> parts = database.read(connection -> StoredParts.of(connection, draft.id())).stream()
                .map(part -> rated(part, anew.get(part.id())))
                .toList();
        return LineEffect.of(
                draft.total(),
                ManualLines.rate(Consolidation.input(parts, draft.input().manual())));
    }

    private static InvoicePart rated(InvoicePart part, @Nullable Anew anew) {
        return anew == null ? part : part.rated(anew.input(), anew.result());
    }

    /**
     * Rates it again.
     *
     * @param before the draft as the caller has seen it
     */
    LineEffect refresh(OpenDraft before, Instant now, DraftRefresh.Storing storing) {
        List<Anew> parts = rate(before);
        return storing.store(connection -> {
            var draft = OpenDraft.lock(connection, before.id(), before.revision());
            List<DueSubscription> due = parts.stream().map(Anew::due).distinct().toList();
            if (!new DraftStore(connection, now, new RatingTerms()).changed(due).isEmpty()) {
                throw DraftRefresh.changed(before.id());
            }
            for (Anew part : parts) {
                OpenDraft.read(connection, part.id()).store(connection, part.input(), part.result());
            }
            return store(connection, draft);
        });
    }

    private static LineEffect store(Connection connection, OpenDraft draft) throws SQLException {
        List<InvoicePart> parts = StoredParts.of(connection, draft.id());
        InvoiceInput input = Consolidation.input(parts, draft.input().manual());
        RatingResult result = ManualLines.rate(input);
        draft.store(connection, input, result);
        draft.fresh(connection);
        StoredParts.place(connection, draft.id(), parts);
        DraftRefresh.audit(connection, draft, result);
        return LineEffect.of(draft.total(), result);
    }
}
