package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.metering.IntakeResult;
import org.countinghouse.metering.collect.Delivery.Answer;
import org.countinghouse.metering.collect.Spool.Batch;

/** Sends what waits in a spool, the oldest first, and forgets it only when it is acknowledged. For one thread. */
final class Sender {
    private static final int MOST = 1_000;

    private final Spool spool;
    private final Delivery delivery;
    private final RefusedEvents refused;
    private final Backoff backoff;
    private final Consumer<String> told;
    private int most = MOST;
    private volatile Totals totals = Totals.NONE;

    /** What sending came to. */
    sealed interface Step {
        /** Some went; there may be more. */
        record Sent() implements Step {}

        /** Nothing waits. */
        record Idle() implements Step {}

        /** To be tried again after a while. */
        record Wait(Duration time) implements Step {}
    }

    Sender(Spool spool, Delivery delivery, Backoff backoff, Consumer<String> told) {
        this.spool = spool;
        this.delivery = delivery;
        this.refused = new RefusedEvents(spool.folder());
        this.backoff = backoff;
        this.told = told;
    }

    Totals totals() {
        return totals;
    }

    /** Sends one batch. */
    Step step() {
        Batch batch = spool.next(most);
        if (batch.events().isEmpty()) {
            return new Step.Idle();
        }
        return switch (delivery.send(batch.events())) {
            case Answer.Taken(var results)
            when sameIds(batch.events(), results) -> {
                settle(batch.events(), results);
                spool.done(batch);
                backoff.succeeded();
                yield new Step.Sent();
            }
            case Answer.Taken _ -> {
                told.accept("The answer speaks of other events than were sent. They are kept and sent again.");
                yield new Step.Wait(backoff.failed());
            }
            case Answer.Later(var why, var atLeast) -> {
                told.accept(why + " What was measured is kept and sent later.");
                Duration pause = backoff.failed();
                yield new Step.Wait(pause.compareTo(atLeast) < 0 ? atLeast : pause);
            }
            case Answer.Held(var why) -> {
                told.accept(why + " What was measured is kept until this is mended.");
                yield new Step.Wait(backoff.longest());
            }
            case Answer.TooLarge(var why) when batch.events().size() == 1 -> refuse(batch, why);
            case Answer.TooLarge _ -> {
                most = Math.max(1, batch.events().size() / 2);
                yield new Step.Sent();
            }
            case Answer.Refused(var why) -> refuse(batch, why);
        };
    }

    private static boolean sameIds(List<ObjectNode> events, List<IntakeResult> results) {
        for (int i = 0; i < events.size(); i++) {
            String told = results.get(i).id();
            if (!told.isEmpty() && !told.equals(events.get(i).path("id").asText())) {
                return false;
            }
        }
        return true;
    }

    private void settle(List<ObjectNode> events, List<IntakeResult> results) {
        for (int i = 0; i < events.size(); i++) {
            switch (results.get(i).outcome()) {
                case STORED -> count(new Totals(0, 1, 0, 0));
                case DUPLICATE -> count(new Totals(0, 0, 1, 0));
                case CONFLICT, REJECTED -> reject(events.get(i), results.get(i).reason());
            }
        }
    }

    private Step refuse(Batch batch, String why) {
        batch.events().forEach(event -> reject(event, why));
        spool.done(batch);
        return new Step.Sent();
    }

    private void reject(ObjectNode event, String reason) {
        refused.add(event, reason);
        count(new Totals(0, 0, 0, 1));
        told.accept("An event of the type " + event.path("event").asText() + " was rejected: " + reason + ". It is in "
                + refused.file() + ".");
    }

    private void count(Totals more) {
        totals = totals.plus(more);
    }
}
