package org.countinghouse.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countinghouse.work.Failure;

/**
 * To whom a message goes. All of them get the same message in one delivery, or none does.
 *
 * @param to in the order in which they stand; the first one is the customer's address where nobody said otherwise
 * @param copies who gets a copy, seen by all
 */
public record Recipients(List<String> to, List<String> copies) {
    /** Addresses of one message together. */
    public static final int MOST = 20;

    public Recipients {
        to = List.copyOf(to);
        copies = List.copyOf(copies);
    }

    /** One address; none where it is empty. */
    public static Recipients of(String address) {
        return new Recipients(address.isBlank() ? List.of() : List.of(address), List.of());
    }

    /** What was typed as one text, with commas or semicolons between addresses. */
    public static List<String> split(String typed) {
        return Arrays.stream(typed.split("[,;]"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** The first of some texts that is no address. */
    public static Optional<String> wrong(List<String> addresses) {
        return addresses.stream().filter(each -> !fits(each)).findFirst();
    }

    private static boolean fits(String address) {
        try {
            MailAddress.check(address);
            return true;
        } catch (Failure unfit) {
            return false;
        }
    }

    /** To and copies. */
    public List<String> all() {
        return Stream.concat(to.stream(), copies.stream()).toList();
    }

    /** The same without regard to case: what one message is told from another by. */
    Set<String> keys() {
        var keys = new HashSet<String>();
        all().forEach(each -> keys.add(each.toLowerCase(Locale.ROOT)));
        return keys;
    }

    /** All of them, for the eye. */
    public String shown() {
        return String.join(", ", all());
    }

    /**
     * The same in a form that can go out: every address checked, each once, whoever is a recipient gets no copy.
     *
     * @throws Failure {@code mail.address} when one of them is none, there is none, or there are too many
     */
    Recipients checked() {
        var seen = new HashSet<String>();
        var checkedTo = new ArrayList<String>();
        var checkedCopies = new ArrayList<String>();
        take(to.isEmpty() ? List.of("") : to, seen, checkedTo);
        take(copies, seen, checkedCopies);
        if (seen.size() > MOST) {
            throw new Failure(
                    "mail.address",
                    "A message has up to " + MOST + " addresses, this one has " + seen.size() + ".",
                    "Leave some out. Nothing was sent.");
        }
        return new Recipients(checkedTo, checkedCopies);
    }

    private static void take(List<String> typed, Set<String> seen, List<String> into) {
        for (String each : typed) {
            String address = MailAddress.check(each);
            if (seen.add(address.toLowerCase(Locale.ROOT))) {
                into.add(address);
            }
        }
    }
}
