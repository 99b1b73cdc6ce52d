package org.countinghouse.metering.quota;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.stream.Stream;

/** What is true of a time zone since the first usage that can be stored. */
final class Zones {
    private Zones() {}

    /** True when the zone's clock is whole hours from UTC, winter and summer. */
    static boolean wholeHours(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        return Stream.concat(
                        Stream.of(rules.getOffset(Frame.BEGINNING)),
                        Stream.concat(
                                rules.getTransitions().stream()
                                        .filter(change -> change.getInstant().isAfter(Frame.BEGINNING))
                                        .map(change -> change.getOffsetAfter()),
                                rules.getTransitionRules().stream()
                                        .flatMap(rule -> Stream.of(rule.getOffsetBefore(), rule.getOffsetAfter()))))
                .allMatch(offset -> offset.getTotalSeconds() % 3600 == 0);
    }
}
