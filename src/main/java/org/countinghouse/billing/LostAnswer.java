package org.countinghouse.billing;

import java.util.function.Supplier;
import org.countinghouse.storage.StorageFailure;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What people record once and no database can tell apart from a second time unless they give it a key. When the answer
 * to the commit is lost, they read that it may have happened and where to look.
 */
enum LostAnswer {
    PAYMENT("payment.unsure", "the payment of ", "the payments of the invoice"),
    WRITE_OFF("write-off.unsure", "the write-off of ", "the history of the invoice"),
    CREDIT_NOTE("credit.unsure", "the credit note for ", "the credit notes of the invoice"),
    TOP_UP("wallet.unsure", "the top-up of ", "the entries of the customer's wallet"),
    CREDITS("credits.unsure", "the credits of ", "the customer's credits"),
    DRAFT("invoice.unsure", "the draft for ", "the customer's drafts");

    private final String code;
    private final String what;
    private final String where;

    LostAnswer(String code, String what, String where) {
        this.code = code;
        this.what = what;
        this.where = where;
    }

    /**
     * Does what may be lost like that.
     *
     * @param subject whose it is, for example {@code invoice 7}
     * @param reference the caller's key; null: none
     * @throws Failure {@code *.unsure} of this kind when the answer was lost
     */
    <T> T guard(String subject, @Nullable String reference, Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageFailure failure) {
            if (!failure.code().equals("database.unsure")) {
                throw failure;
            }
            throw new Failure(
                    code,
                    "The connection to the database broke while " + what + subject + " was being saved.",
                    reference == null
                            ? "It may have been saved or not: look at " + where + " before you do it again."
                            : "It may have been saved or not: look at " + where + ", or repeat it with the same"
                                    + " reference, which saves it once.",
                    failure);
        }
    }
}
