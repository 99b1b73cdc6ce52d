package org.countinghouse.billing;

import java.time.LocalDate;
import java.time.YearMonth;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Filter.Operator;

/** The questions about invoices that more than one face asks, as filters of {@link InvoiceList}. */
public final class InvoiceFilters {
    private InvoiceFilters() {}

    /** Where an invoice stands for the people who work on it; one or more of {@link InvoiceStatus}. */
    public enum Stage {
        /** Has no number yet: draft, in review or approved. */
        REVIEW("review"),
        /** Has a number and is not paid: final, sent or overdue. */
        RECEIVABLE("receivable"),
        PAID("paid"),
        /** Void or uncollectible. */
        CLOSED("closed");

        private final String code;

        Stage(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Invoices whose period begins in this month. */
    public static Filter of(YearMonth month) {
        return Filter.ALL
                .and("period", Operator.AT_LEAST, month.atDay(1).toString())
                .and("period", Operator.AT_MOST, month.atEndOfMonth().toString());
    }

    /** What the period brings in: its drafts and numbered invoices, without those that became void. */
    public static Filter revenue(YearMonth month) {
        return of(month).and("status", Operator.NOT_EQUALS, InvoiceStatus.VOID.code());
    }

    public static Filter stage(Stage stage) {
        return Filter.ALL.and("stage", Operator.EQUALS, stage.code());
    }

    /** Drafts to be rated again, because usage was corrected or refunded after they were. */
    public static Filter stale() {
        return Filter.ALL.and("stale", Operator.EQUALS, "stale");
    }

    /** Not paid, and due before this day. */
    public static Filter overdue(LocalDate today) {
        return stage(Stage.RECEIVABLE)
                .and("due_on", Operator.AT_MOST, today.minusDays(1).toString());
    }
}
