package org.countinghouse.desktop.common;

import java.util.Locale;

/** How a state is coloured; always together with an icon and a word. */
public enum Tone {
    NEUTRAL,
    INFO,
    SUCCESS,
    WARNING,
    DANGER;

    /** Style class of this tone. */
    public String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
