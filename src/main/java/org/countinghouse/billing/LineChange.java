package org.countinghouse.billing;

/** What a person does to the lines of a draft that people wrote. */
public sealed interface LineChange {
    record Add(ManualEntry entry) implements LineChange {}

    /** @param code of the line, for example {@code manual-1} */
    record Replace(String code, ManualEntry entry) implements LineChange {}

    /** @param code as above */
    record Remove(String code) implements LineChange {}
}
