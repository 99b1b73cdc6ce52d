package org.countinghouse.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.countinghouse.work.Failure;

/** How many requests a token may make, and how many wrong tokens an address may show. */
final class RateLimits {
    private static final int WRONG_TOKENS_PER_SECOND = 20;
    private static final int MOST_ADDRESSES = 10_000;

    private final int perSecond;
    private final Map<UUID, Bucket> tokens = new ConcurrentHashMap<>();
    private final Map<String, Bucket> addresses = new ConcurrentHashMap<>();

    RateLimits(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @throws Failure {@code request.rate} */
    void count(Context context, UUID token) {
        take(context, tokens.computeIfAbsent(token, _ -> bucket(perSecond)));
    }

    /** @throws Failure {@code request.rate} when the address has shown too many wrong tokens */
    void countWrong(Context context) {
        if (addresses.size() > MOST_ADDRESSES) {
            addresses.clear();
        }
        take(context, addresses.computeIfAbsent(context.ip(), _ -> bucket(WRONG_TOKENS_PER_SECOND)));
    }

    private static void take(Context context, Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999L));
            context.header("Retry-After", Long.toString(seconds));
            throw new Failure(
                    "request.rate",
                    "Too many requests in a short time.",
                    "Nothing was done. Wait as long as Retry-After says, or send many events in one request.");
        }
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(2L * perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
