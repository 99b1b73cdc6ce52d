package org.countinghouse.catalog.pricebook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.countinghouse.work.Failure;

/** Input that ends in a failure when it is larger than any price list. */
final class BoundedInput extends FilterInputStream {
    /** The largest price list known has 5 MB. */
    static final long MOST = 64L << 20;

    private final String name;
    private long read;

    BoundedInput(InputStream input, String name) {
        super(input);
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    private void count(int bytes) {
        read += Math.max(0, bytes);
        if (read > MOST) {
            throw new Failure(
                    "prices.too_large",
                    name + " has more than " + (MOST >> 20) + " MB: no price list is that large.",
                    "Name the right file. Nothing was written.");
        }
    }
}
