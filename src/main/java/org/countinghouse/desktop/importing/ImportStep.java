package org.countinghouse.desktop.importing;

/** Where the wizard stands. */
public enum ImportStep {
    FILE,
    /** How the file is read: format, columns, time zone, with a preview. */
    READING,
    /** What would become of every row, nothing stored yet. */
    CHECK,
    RESULT
}
