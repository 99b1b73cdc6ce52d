package org.countinghouse.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.countinghouse.work.Failure;

/** What may stand as an address in a message: one address, and nothing that could begin another header. */
public final class MailAddress {
    /** The address of HTML's e-mail fields: RFC 5322 without comments, quotes and line breaks. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                    + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    private static final int LONGEST = 254;

    private MailAddress() {}

    /**
     * The address as it goes out; the domain in the form of DNS.
     *
     * @throws Failure {@code mail.address} when it is not one address
     */
    public static String check(String typed) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        String address = at < 0 ? text : text.substring(0, at + 1) + domain(text.substring(at + 1));
        if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
            throw new Failure(
                    "mail.address",
                    text.isEmpty()
                            ? "There is no e-mail address."
                            : "\"" + shown(text) + "\" is not an e-mail address.",
                    "Give one address such as invoices@example.com. Nothing was sent.");
        }
        return address;
    }

    private static String domain(String text) {
        try {
            return IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unfit) {
            return "";
        }
    }

    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > 80 ? plain.substring(0, 80) + "\u2026" : plain;
    }
}
