package org.countinghouse.catalog.pricebook;

import java.io.ByteArrayInputStream;
import org.countinghouse.fuzz.Refusal;
import org.countinghouse.work.Progress;

/** Bytes as a price list, of the source they look like and of another. */
public final class PriceListFuzz {
    private PriceListFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Refusal.orDone(() -> read(PriceBooks.detect(new ByteArrayInputStream(bytes), "list.json"), bytes));
        if (bytes.length > 0) {
            PriceSource[] sources = PriceSource.values();
            Refusal.orDone(() -> read(sources[bytes.length % sources.length], bytes));
        }
    }

    private static void read(PriceSource source, byte[] bytes) {
        PriceBooks.read(source, new ByteArrayInputStream(bytes), "list.json", PriceFilter.ALL, Progress.NONE);
    }
}
