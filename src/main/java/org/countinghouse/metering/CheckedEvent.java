package org.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A usage event that may be stored.
 *
 * @param line of the file
 * @param raw the row as it stands in the file
 * @param key 16 bytes that stand for the event's id
 * @param payloadHash tells a plain repeat from the same id with another content
 * @param contributions what it adds to hourly readings
 */
record CheckedEvent(
        long line,
        String raw,
        long customerId,
        UUID key,
        UUID payloadHash,
        UsageEvent event,
        List<Contribution> contributions) {

    /** What an event adds to the reading of a meter in its hour. */
    record Contribution(Reading reading, BigDecimal quantity) {}

    /** The hourly reading of a customer's meter for one combination of the meter's dimensions. */
    record Reading(long customerId, String meter, Instant hour, UUID dimensionsKey, String dimensions)
            implements Comparable<Reading> {
        /** Stands for all customers together. */
        static final long ALL_CUSTOMERS = 0;

        /** Odd, with as many ones as zeros: 2^64 divided by the golden ratio (Knuth, TAOCP 6.4). */
        private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

        Reading ofAllCustomers() {
            return new Reading(ALL_CUSTOMERS, meter, hour, dimensionsKey, dimensions);
        }

        /** The same in a longer span of time that begins then. */
        Reading in(Instant start) {
            return new Reading(customerId, meter, start, dimensionsKey, dimensions);
        }

        /**
         * What tells readings apart, spread over all bits: hours are multiples of 3,600 and customers count up, so that
         * mere sums would often be the same. Worked out for each event that comes in.
         */
        @Override
        public int hashCode() {
            long mixed = (31 * customerId + hour.getEpochSecond()) * SPREAD
                    ^ dimensionsKey.getMostSignificantBits()
                    ^ meter.hashCode();
            return Long.hashCode(mixed * SPREAD);
        }

        /** The order of the primary key, in which all writers take their locks. */
        @Override
        public int compareTo(Reading other) {
            int order = Long.compare(customerId, other.customerId);
            order = order != 0 ? order : meter.compareTo(other.meter);
            order = order != 0 ? order : hour.compareTo(other.hour);
            return order != 0 ? order : dimensionsKey.compareTo(other.dimensionsKey);
        }
    }
}
