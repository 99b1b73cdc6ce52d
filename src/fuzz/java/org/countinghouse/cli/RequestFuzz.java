package org.countinghouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.countinghouse.fuzz.Refusal;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;

/** Bytes as {@code rate} reads them: told apart, decoded, read, priced, explained and verified. */
public final class RequestFuzz {
    private RequestFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        try (RequestSource requests = new RequestSource(new ByteArrayInputStream(bytes))) {
            for (var document = requests.next(); document != null; document = requests.next()) {
                Refusal.orDone(rating(document));
            }
        }
    }

    private static Runnable rating(RequestSource.Document document) {
        return () -> {
            ObjectNode result =
                    RatingJson.write(RatingEngine.rate(RatingJson.readRequest(document.json()), true), true);
            if (!LineChecks.mark(result, true)) {
                throw new IllegalStateException("A line does not follow from its explanation: " + result);
            }
        };
    }
}
