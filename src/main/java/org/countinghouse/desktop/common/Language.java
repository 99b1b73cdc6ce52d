package org.countinghouse.desktop.common;

import java.util.Locale;

/** The languages of the message bundles. */
public enum Language {
    ENGLISH(Locale.ENGLISH, Locale.US),
    GERMAN(Locale.GERMAN, Locale.GERMANY);

    private final Locale texts;
    private final Locale usualRegion;

    Language(Locale texts, Locale usualRegion) {
        this.texts = texts;
        this.usualRegion = usualRegion;
    }

    public Locale texts() {
        return texts;
    }

    /** How numbers and dates are written: as the computer is set up when it speaks this language, else the usual way. */
    public Locale formats(Locale computer) {
        return computer.getLanguage().equals(texts.getLanguage())
                        && !computer.getCountry().isEmpty()
                ? computer
                : usualRegion;
    }

    public static Language of(Locale computer) {
        return computer.getLanguage().equals(Locale.GERMAN.getLanguage()) ? GERMAN : ENGLISH;
    }
}
