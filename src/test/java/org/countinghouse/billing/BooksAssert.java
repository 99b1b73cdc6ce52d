package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.countinghouse.storage.Database;

/** What every test that moves money may say at its end. */
public final class BooksAssert {
    private BooksAssert() {}

    /** Every invoice follows from its input, and every rule of the books holds. */
    public static void assertThatBooksBalance(Database database) {
        assertThat(new BooksVerification(database).differences()).isEmpty();
    }
}
