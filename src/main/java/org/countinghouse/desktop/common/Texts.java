package org.countinghouse.desktop.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words on the screen, from the message bundles. */
public final class Texts {
    private static final String BUNDLE = "i18n.messages";
    /** Ends the key of the words for one thing. */
    private static final String ONE = ".one";

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public static Texts in(Language language) {
        return new Texts(language.texts());
    }

    /** For {@code %key} in layouts. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale locale() {
        return locale;
    }

    /**
     * The words of a key. Where {@code {0}} is a count of one thing, the words of {@code key.one} are taken, when there
     * are such: English and German both say "1 row" and "2 rows", and "0 rows".
     *
     * @param arguments fill {@code {0}}, {@code {1}} and so on; hand over formatted text, not bare numbers
     * @throws java.util.MissingResourceException when the bundle has no such key
     */
    public String get(String key, Object... arguments) {
        if (arguments.length == 0) {
            return bundle.getString(key);
        }
        String single = key + ONE;
        boolean one = "1".equals(arguments[0]) && bundle.containsKey(single);
        return new MessageFormat(bundle.getString(one ? single : key), locale).format(arguments);
    }

    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }
}
