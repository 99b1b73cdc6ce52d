package org.countinghouse.desktop.plans;

/** A labelled value. */
public record Fact(String label, String value) {}
