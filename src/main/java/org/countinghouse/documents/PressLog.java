package org.countinghouse.documents;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLogger;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the layout library's talk to the log as details, instead of to the console. */
final class PressLog implements XRLogger {
    private static final Logger LOG = LoggerFactory.getLogger(PressLog.class);

    @Override
    public void log(String where, Level level, String message) {
        log(where, level, message, null);
    }

    @Override
    public void log(String where, Level level, String message, @Nullable Throwable cause) {
        LOG.debug("{}: {}", where, message, cause);
    }

    @Override
    public void setLevel(String where, Level level) {
        // The log's own configuration decides.
    }

    @Override
    public boolean isLogLevelEnabled(Diagnostic diagnostic) {
        return LOG.isDebugEnabled();
    }
}
