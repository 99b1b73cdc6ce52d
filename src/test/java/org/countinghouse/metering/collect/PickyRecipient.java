package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Takes only a few events at once. */
record PickyRecipient(Delivery other, int most) implements Delivery {
    @Override
    public Answer send(List<ObjectNode> events) {
        return events.size() > most ? new Answer.TooLarge("too large") : other.send(events);
    }

    @Override
    public void close() {
        other.close();
    }
}
