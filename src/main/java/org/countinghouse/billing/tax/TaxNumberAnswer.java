package org.countinghouse.billing.tax;

/** What a register says of a tax number. */
public sealed interface TaxNumberAnswer {
    /**
     * The number exists.
     *
     * @param name of its owner; empty where the register does not tell
     * @param consultation the register's number of the inquiry, which proves it; may be empty
     */
    record Valid(String name, String address, String consultation) implements TaxNumberAnswer {}

    /** There is no such number. */
    record Invalid(String detail) implements TaxNumberAnswer {}

    /** Nobody knows at present: the register, or the country behind it, does not answer. */
    record Unavailable(String detail) implements TaxNumberAnswer {}
}
