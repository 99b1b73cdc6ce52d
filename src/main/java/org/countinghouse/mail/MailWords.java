package org.countinghouse.mail;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The usual words of a message, in the customer's language. */
final class MailWords {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final ResourceBundle bundle;

    /** @param language {@code de}; anything else is English */
    MailWords(String language) {
        Locale locale = language.equals("de") ? Locale.GERMAN : Locale.ROOT;
        // Without the fallback to the machine's language an English message would turn German on a German machine.
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        bundle = ResourceBundle.getBundle("mail.message", locale, control);
    }

    /** Fills the places in one go, so that a name with braces stays a name. */
    String get(String key, Map<String, String> values) {
        return PLACE.matcher(bundle.getString(key))
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }
}
