package org.countinghouse.desktop.common;

import java.time.InstantSource;

/** What the shell lends to each screen. Services come to a screen through its own constructor, not from here. */
public record ScreenContext(
        Texts texts,
        Formats formats,
        Tasks tasks,
        Navigator navigator,
        Notices notices,
        StatusLine status,
        PreferenceStore preferences,
        InstantSource clock) {}
