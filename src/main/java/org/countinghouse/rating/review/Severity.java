package org.countinghouse.rating.review;

/** How bad a finding is. */
public enum Severity {
    /** The plan cannot be billed as it stands, or bills what nobody can mean. */
    ERROR,
    /** The plan works; someone should look whether it is meant so. */
    WARNING
}
