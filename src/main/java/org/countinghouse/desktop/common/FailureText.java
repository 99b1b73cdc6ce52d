package org.countinghouse.desktop.common;

import org.countinghouse.work.Failure;

/**
 * A failure in the person's language. A bundle may hold {@code failure.<code>} and {@code failure.<code>.remedy};
 * without them the failure's own sentences are shown, which name the place.
 */
public record FailureText(String summary, String remedy) {
    public static FailureText of(Failure failure, Texts texts) {
        return new FailureText(
                texts.find("failure." + failure.code()).orElse(failure.summary()),
                texts.find("failure." + failure.code() + ".remedy").orElse(failure.remedy()));
    }
}
