package org.countinghouse.desktop.common;

import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** Work done away from the interface thread. */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    T run(Progress progress) throws Exception;
}
