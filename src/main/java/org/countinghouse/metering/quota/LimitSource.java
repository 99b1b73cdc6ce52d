package org.countinghouse.metering.quota;

/** Where a limit comes from; grants come on top of either. */
public enum LimitSource {
    PLAN,
    OVERRIDE
}
