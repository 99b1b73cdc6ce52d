package org.countinghouse.desktop.common;

import java.util.Locale;

/** The languages of the message bundles. */
public enum Language {
    ENGLISH(Locale.ENGLISH, Locale.US),
    GERMAN(Locale.GERMAN, Locale.GERMANY);

    /** As the computer is set up, before {@link #speak} told the toolkit what the person chose. */
    private static final Locale COMPUTER = Locale.getDefault();

    private final Locale texts;
    private final Locale usualRegion;

    Language(Locale texts, Locale usualRegion) {
        this.texts = texts;
        this.usualRegion = usualRegion;
    }

    public Locale texts() {
        return texts;
    }

    /** How numbers and dates are written on this computer in this language. */
    public Locale formats() {
        return formats(COMPUTER);
    }

    /**
     * Makes the toolkit speak this language too, where it takes words and the first day of the week from the process:
     * calendars of date fields, menus of text fields. For the program with a window; what stands open keeps its words.
     */
    public void speak() {
        Locale.setDefault(formats());
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
