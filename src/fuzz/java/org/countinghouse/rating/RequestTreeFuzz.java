package org.countinghouse.rating;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The example requests with parts lost, doubled, exchanged and replaced; the bytes say which and how. */
public final class RequestTreeFuzz {
    private static final List<JsonNode> REQUESTS = RatedOrRefused.exampleRequests();
    private static final int BYTES_A_WOUND = 6;
    private static final int MOST_WOUNDS = 12;

    private RequestTreeFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        int wounds = Math.min(MOST_WOUNDS, 1 + bytes.length / BYTES_A_WOUND);
        RatedOrRefused.check(new Wounds(REQUESTS, new Choices(bytes)).wounded(wounds));
    }

    /** Each choice takes as many bytes as it needs; when they are used up, the first is taken. */
    private static final class Choices implements IntUnaryOperator {
        private final byte[] bytes;
        private int next;

        private Choices(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int applyAsInt(int bound) {
            int value = take();
            return (bound > 256 ? value * 256 + take() : value) % bound;
        }

        private int take() {
            return next < bytes.length ? bytes[next++] & 0xFF : 0;
        }
    }
}
