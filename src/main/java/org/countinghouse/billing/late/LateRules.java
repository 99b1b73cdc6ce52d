package org.countinghouse.billing.late;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The dated rules for one customer and currency: the seller's, and the exceptions from them. */
public final class LateRules {
    /** What an entry says. */
    public enum Kind {
        /** These terms. */
        TERMS,
        /** Nothing is charged. */
        NONE,
        /** Of a customer: as the seller has it, again. */
        GENERAL
    }

    /**
     * What holds from a day on.
     *
     * @param terms those of {@link Kind#TERMS}, else null
     */
    public record Entry(LocalDate from, Kind kind, @Nullable LateTerms terms) {}

    private final TreeMap<LocalDate, Entry> seller = new TreeMap<>();
    private final TreeMap<LocalDate, Entry> exceptions = new TreeMap<>();

    /** Each with one entry a day at most. */
    public LateRules(Collection<Entry> seller, Collection<Entry> exceptions) {
        seller.forEach(entry -> this.seller.put(entry.from(), entry));
        exceptions.forEach(entry -> this.exceptions.put(entry.from(), entry));
    }

    /** What holds on a day; null: nothing is charged. */
    public @Nullable LateTerms on(LocalDate day) {
        var own = exceptions.floorEntry(day);
        if (own != null && own.getValue().kind() != Kind.GENERAL) {
            return own.getValue().terms();
        }
        var general = seller.floorEntry(day);
        return general == null ? null : general.getValue().terms();
    }

    /** The days on which something else begins to hold. */
    NavigableSet<LocalDate> changes() {
        var days = new TreeSet<>(seller.keySet());
        days.addAll(exceptions.keySet());
        return days;
    }

    /**
     * The first day on which an invoice is charged.
     *
     * @param dueOn its last day to pay in time
     * @param until the last day to look at
     * @return null: none until then
     */
    @Nullable
    LocalDate first(LocalDate dueOn, LocalDate until) {
        var begins = new TreeSet<>(List.of(dueOn.plusDays(1)));
        begins.addAll(changes().tailSet(dueOn.plusDays(1)));
        LocalDate begin = begins.first();
        while (begin != null && !begin.isAfter(until)) {
            LateTerms terms = on(begin);
            LocalDate next = begins.higher(begin);
            if (terms != null) {
                LocalDate first = List.of(begin, dueOn.plusDays(terms.graceDays() + 1L)).stream()
                        .max(Comparator.naturalOrder())
                        .get();
                if (!first.isAfter(until) && (next == null || first.isBefore(next))) {
                    return first;
                }
            }
            begin = next;
        }
        return null;
    }
}
