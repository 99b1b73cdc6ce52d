package org.countinghouse.mail;

import java.util.Locale;
import java.util.Set;
import org.countinghouse.work.Failure;

/**
 * The server that takes messages, and as whom.
 *
 * @param port 1 to 65535
 * @param user empty where the server asks for none
 * @param password never stored in the database, logged or shown
 * @param from address that messages come from; the name beside it is the seller's
 */
public record MailServer(String host, int port, Security security, String user, String password, String from) {
    private static final int MOST = 65_535;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    /** How the connection is kept private. */
    public enum Security {
        /** From the first byte (RFC 8314), usually port 465. */
        TLS,
        /** After a plain greeting, and never without it; usually port 587. */
        STARTTLS,
        /** Not at all: for a server on this machine, or one that asks for no password. */
        NONE;

        /** As settings write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws Failure {@code mail.settings} */
        public static Security of(String code) {
            for (Security security : values()) {
                if (security.code().equals(code.strip().toLowerCase(Locale.ROOT))) {
                    return security;
                }
            }
            throw wrong("\"" + code + "\" is no way to protect the connection.", "Use tls, starttls or none.");
        }

        /** The port that is usual with it. */
        public int usualPort() {
            return switch (this) {
                case TLS -> 465;
                case STARTTLS -> 587;
                case NONE -> 25;
            };
        }
    }

    /** @throws Failure {@code mail.settings}, {@code mail.address} */
    public MailServer {
        host = host.strip();
        user = user.strip();
        from = MailAddress.check(from);
        if (host.isEmpty() || !host.codePoints().allMatch(MailServer::ofHost)) {
            throw wrong("\"" + host + "\" is no name of a mail server.", "Give a host such as smtp.example.com.");
        }
        if (port < 1 || port > MOST) {
            throw wrong(port + " is no port.", "Ports are from 1 to 65535; 465 and 587 are usual.");
        }
        if (security == Security.NONE && !user.isEmpty() && !THIS_MACHINE.contains(host)) {
            throw wrong(
                    "A password would cross the network in the clear to " + host + ".",
                    "Choose tls or starttls, or leave the user name empty.");
        }
    }

    private static boolean ofHost(int character) {
        return Character.isLetterOrDigit(character) || character == '.' || character == '-' || character == ':';
    }

    static Failure wrong(String message, String remedy) {
        return new Failure("mail.settings", message, remedy + " Nothing was changed.");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (user.isEmpty() ? "" : user + "@") + host + ":" + port + " (" + security.code() + "), from " + from;
    }
}
