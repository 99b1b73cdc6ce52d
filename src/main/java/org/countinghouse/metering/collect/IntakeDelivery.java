package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.work.Failure;

/** Stores events straight in the database of a workspace, by the way that HTTP uses. */
public final class IntakeDelivery implements Delivery {
    private final UsageIntake intake;
    private final Clock clock;

    /** @param intake is closed with this */
    public IntakeDelivery(UsageIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public Answer send(List<ObjectNode> events) {
        byte[] body = Json.text(Json.MAPPER.createArrayNode().addAll(events)).getBytes(StandardCharsets.UTF_8);
        try {
            return new Answer.Taken(intake.take(UsageDocument.read(body, null, clock.instant()), null));
        } catch (Failure failure) {
            return new Answer.Later(failure.summary(), Duration.ZERO);
        }
    }

    @Override
    public void close() {
        intake.close();
    }
}
