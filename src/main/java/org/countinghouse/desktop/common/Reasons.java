package org.countinghouse.desktop.common;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Why a row or an event was not taken, in the person's language. The core says it once, in English, and so it is stored;
 * here its sentences are known by their form. One that is not known is shown as it is.
 */
public final class Reasons {
    private static final String SUBJECT = "(the line|the record|the event|properties|it|[\\w.:-]+)";

    private record Form(String key, Pattern pattern) {}

    private static final List<Form> FORMS = List.of(
            form("customer", "customer (\".*\") is not known"),
            form("event", "event (\".*\") is not known: no meter counts it"),
            form("other", "the access token is for another customer"),
            form("past", "time (\\S+) is before the year 2000"),
            form("ahead", "time (\\S+) is more than a day ahead"),
            form("id", "id must have 1 to (\\d+) characters"),
            form("properties", "properties have more than (\\d+) characters"),
            form("decimals", "(.+) has more than (\\d+) decimals"),
            form("huge", "(.+) is absurd: more than 20 digits before the point"),
            form("negative", "(.+) (-[\\d.]+) is negative"),
            form("property", "meter (.+) counts a property that is missing or no number: (.+)"),
            form("unfit", "(?:a text|properties|the event) cannot be stored: (.+)"),
            form("encoding", "the line is not valid UTF-8 .*"),
            form("width", "the row has (\\d+) fields, the header has (\\d+)"),
            form("time", "time (\".*\") is not a timestamp like (\\S+)"),
            form("zone", "time (\".*\") has no time zone: .*"),
            form("gap", "time (\".*\") does not exist in (\\S+): the clock was put forward"),
            form("quantity", "quantity (\".*\") is not a decimal number with a point"),
            form("number", "quantity is not a number"),
            form("object", SUBJECT + " is not a JSON object"),
            form("deep", SUBJECT + " is nested deeper than (\\d+) levels or has an oversized number or name"),
            form("json.at", SUBJECT + " is not valid JSON at character (\\d+)"),
            form("json", SUBJECT + " is not valid JSON"),
            form("exponent", SUBJECT + " has a number with an absurd exponent"),
            form("version", "specversion (\".*\") is not known, only 1.0 is"),
            form("category", "ChargeCategory (\".*\") is not usage"),
            form("long", "(?:it|the line) is longer than (\\d+) characters"),
            form("fields", "the (?:line|record) has more than (\\d+) fields"),
            form("quote", "a quoted field that begins here is never closed"),
            form("conflict", "the same id came before with other content; the first one is kept"),
            form("missing", SUBJECT + " is missing"),
            form("text", SUBJECT + " is not a text"),
            form("empty", SUBJECT + " is empty"));

    private Reasons() {}

    private static Form form(String key, String pattern) {
        return new Form("reason." + key, Pattern.compile(pattern, Pattern.DOTALL));
    }

    /** @param reason as the core said or stored it */
    public static String of(String reason, Texts texts) {
        return known(reason, texts).orElse(reason);
    }

    static Optional<String> known(String reason, Texts texts) {
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(reason);
            if (matcher.matches()) {
                return Optional.of(texts.get(form.key(), values(matcher.toMatchResult(), texts)));
            }
        }
        return Optional.empty();
    }

    private static Object[] values(MatchResult match, Texts texts) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(group -> subject(match.group(group), texts))
                .toArray();
    }

    /** What the sentence is about may be words of the core itself; names of fields and values stay as they are. */
    private static String subject(String word, Texts texts) {
        return texts.find("reason.subject." + word.replace(' ', '.')).orElse(word);
    }
}
