package org.countinghouse.metering;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads usage rows one after the other in constant memory. Blank lines and headers are not rows. */
public interface UsageReader extends Closeable {
    /** The next row, or null at the end. A bad row is a result, not an exception. */
    @Nullable
    ReadResult next() throws IOException;
}
