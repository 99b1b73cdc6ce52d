package org.countinghouse.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection that says when a message passes the point of no return: before the dot that ends its data the server has
 * not taken it, whatever happens (RFC 5321, section 4.1.1.4); after it, only the server knows.
 */
final class HandingOver extends SMTPTransport {
    private @Nullable BooleanSupplier before;
    private boolean handed;

    HandingOver(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    /** @param nowBefore called right before that point; false = do not hand it over */
    void tell(BooleanSupplier nowBefore) {
        before = nowBefore;
    }

    boolean handed() {
        return handed;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (before != null && !before.getAsBoolean()) {
            // An exception of this kind makes the connection end at once, so that the server drops what it has.
            throw new MessagingException("taken back", new IOException("taken back"));
        }
        handed = true;
        super.finishData();
    }
}
