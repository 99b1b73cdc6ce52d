package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RegularUpkeepTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void theGatewayMakesRoomForComingMonthsByItself() throws Exception {
        GatewaySettings usual = RunningGateway.settings();
        var often = new GatewaySettings(
                usual.host(),
                usual.port(),
                usual.largestBody(),
                usual.requestsPerSecond(),
                usual.bodyPatience(),
                usual.idle(),
                usual.drain(),
                Duration.ofMillis(50),
                Duration.ZERO);
        try (var gateway = RunningGateway.in(folder, often)) {
            // The clock stands at November 2026.
            while (partitions(gateway) == 0) {
                Thread.sleep(20);
            }
            assertThat(partitions(gateway)).isEqualTo(1);
        }
    }

    private static int partitions(RunningGateway gateway) {
        return gateway.world()
                .number("select count(*) from pg_class where relname = 'usage_event_2027_02'")
                .intValueExact();
    }
}
