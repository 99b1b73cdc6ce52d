package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenContrastTest {
    private static final double LEAST = 4.5;
    private static final Pattern TOKEN = Pattern.compile("(-color-[a-z0-9-]+):\\s*(#[0-9a-f]{6});");
    private static final List<String> SURFACES = List.of(
            "-color-bg-default",
            "-color-bg-overlay",
            "-color-bg-subtle",
            "-color-bg-window",
            "-color-bg-sidebar",
            "-color-bg-inset");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextCanBeRead(String theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        for (String surface : SURFACES) {
            assertReadable(tokens, "-color-fg-default", surface);
            assertReadable(tokens, "-color-fg-muted", surface);
            assertReadable(tokens, "-color-fg-subtle", surface);
        }
        assertReadable(tokens, "-color-accent-fg", "-color-bg-selected");
        assertReadable(tokens, "-color-fg-default", "-color-bg-selected");
        assertReadable(tokens, "-color-fg-muted", "-color-bg-hover");
        assertReadable(tokens, "-color-fg-muted", "-color-neutral-subtle");
        for (String tone : List.of("accent", "success", "warning", "danger")) {
            assertReadable(tokens, "-color-" + tone + "-fg", "-color-" + tone + "-subtle");
            assertReadable(tokens, "-color-" + tone + "-fg", "-color-bg-default");
            assertReadable(tokens, "-color-fg-emphasis", "-color-" + tone + "-emphasis");
        }
    }

    private static void assertReadable(Map<String, Color> tokens, String text, String surface) {
        assertThat(contrast(tokens.get(text), tokens.get(surface)))
                .as("%s on %s", text, surface)
                .isGreaterThanOrEqualTo(LEAST);
    }

    private static Map<String, Color> tokens(String theme) throws IOException {
        try (var in = TokenContrastTest.class.getResourceAsStream("/styles/" + theme + ".css")) {
            var found = new HashMap<String, Color>();
            TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(token -> found.put(token.group(1), Color.web(token.group(2))));
            return found;
        }
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(Color one, Color other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
