package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.countinghouse.metering.IntakeResult;

/** Brings events to where usage is counted. Sending the same events again changes nothing there. */
public interface Delivery extends AutoCloseable {
    /** Sends events and waits for the answer. */
    Answer send(List<ObjectNode> events);

    /** Ends what is being sent; whoever waits for it gets {@link Answer.Later}. */
    @Override
    void close();

    /** What became of the events. */
    sealed interface Answer {
        /** Each has its own result, in order. */
        record Taken(List<IntakeResult> results) implements Answer {}

        /** It may be so or not: to be sent again, not before a while has passed. */
        record Later(String why, Duration atLeast) implements Answer {}

        /** Nothing was taken, and nothing will be until somebody does something; nothing is wrong with the events. */
        record Held(String why) implements Answer {}

        /** Nothing was taken: too much at once. */
        record TooLarge(String why) implements Answer {}

        /** Nothing was taken, and these events never will be. */
        record Refused(String why) implements Answer {}
    }
}
