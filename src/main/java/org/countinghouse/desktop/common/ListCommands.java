package org.countinghouse.desktop.common;

/** What the keyboard asks of the list on a screen. */
public interface ListCommands {
    /** Ctrl+F. */
    void focusFilter();

    /** Ctrl+E: exports everything the filter matches. */
    void export();
}
