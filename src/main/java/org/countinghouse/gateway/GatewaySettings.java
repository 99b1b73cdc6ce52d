package org.countinghouse.gateway;

import java.time.Duration;
import java.util.Map;
import org.countinghouse.work.Failure;

/**
 * How the gateway listens and what it bears.
 *
 * @param host address to listen on; loopback unless told otherwise
 * @param port 0 = any free one
 * @param largestBody bytes of a request's body
 * @param requestsPerSecond of one token; short bursts may be twice as high
 * @param bodyPatience within which a body must have come
 * @param idle after which a silent connection is closed
 * @param drain for which running requests are waited for at the end
 * @param upkeep time between two rounds of upkeep; zero = none
 * @param mail time between two looks at the outbox; zero = none
 */
record GatewaySettings(
        String host,
        int port,
        int largestBody,
        int requestsPerSecond,
        Duration bodyPatience,
        Duration idle,
        Duration drain,
        Duration upkeep,
        Duration mail) {
    static final int DEFAULT_PORT = 8090;
    private static final int MEGABYTE = 1 << 20;

    /** {@code COUNTINGHOUSE_MAX_BODY_MB}, {@code _RATE_LIMIT}, {@code _UPKEEP_MINUTES} and {@code _MAIL_SECONDS}, else the defaults. */
    static GatewaySettings of(String host, int port, Map<String, String> environment) {
        return new GatewaySettings(
                host,
                port,
                number(environment, "COUNTINGHOUSE_MAX_BODY_MB", 8, 1, 64) * MEGABYTE,
                number(environment, "COUNTINGHOUSE_RATE_LIMIT", 5_000, 1, 1_000_000),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofMinutes(number(environment, "COUNTINGHOUSE_UPKEEP_MINUTES", 60, 0, 43_200)),
                Duration.ofSeconds(number(environment, "COUNTINGHOUSE_MAIL_SECONDS", 30, 0, 86_400)));
    }

    /** Whether only programs of this machine reach it. */
    boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private static int number(Map<String, String> environment, String name, int usual, int least, int most) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            // Told below, as a number out of bounds is.
        }
        throw new Failure(
                "gateway.setting",
                name + " is \"" + text + "\", which is no number from " + least + " to " + most + ".",
                "Correct it, or unset it for " + usual + ".");
    }
}
