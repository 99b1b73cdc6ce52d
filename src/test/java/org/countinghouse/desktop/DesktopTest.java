package org.countinghouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DesktopTest {
    @Test
    void saysInOneSentenceWhatToDoWithoutAScreen() {
        var obstacle = Desktop.obstacle("Linux", Map.of(), new Properties());

        assertThat(obstacle)
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("countinghouse tour --out DIR")
                        .doesNotContain("\n"));
    }

    @Test
    void startsWithADisplayOrWithoutNeedingOne() {
        var headless = new Properties();
        headless.setProperty("glass.platform", "Headless");

        assertThat(Desktop.obstacle("Linux", Map.of("DISPLAY", ":0"), new Properties()))
                .isEmpty();
        assertThat(Desktop.obstacle("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), new Properties()))
                .isEmpty();
        assertThat(Desktop.obstacle("Linux", Map.of(), headless)).isEmpty();
        assertThat(Desktop.obstacle("Windows 11", Map.of(), new Properties())).isEmpty();
    }
}
