package org.countinghouse.catalog;

import java.nio.charset.StandardCharsets;
import org.countinghouse.fuzz.Refusal;

/** Bytes as a document of meters: read, written and read again. */
public final class MeterFuzz {
    private MeterFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Refusal.orDone(() -> {
            for (Meter meter : MeterJson.readAll(Json.parse(new String(bytes, StandardCharsets.UTF_8)))) {
                if (!MeterJson.read(Json.text(MeterJson.write(meter))).equals(meter)) {
                    throw new IllegalStateException("Not the same meter after writing and reading: " + meter);
                }
            }
        });
    }
}
