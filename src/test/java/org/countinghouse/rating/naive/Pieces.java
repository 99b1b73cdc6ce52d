package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The subscribed part cut at price versions and bucket bounds; each piece is aggregated and priced on its own. */
record Pieces(List<Piece> list, boolean cut) {
    /** @param uses those of the piece, behind what sets the level it begins with */
    record Piece(JsonNode price, Instant from, Instant to, List<Use> uses) {}

    static Pieces of(JsonNode charge, JsonNode meter, List<Use> uses, Situation situation) {
        boolean bucketed = charge.hasNonNull("bucket");
        boolean held = meter.path("aggregation").asText().equals("weighted_sum");
        boolean first = meter.path("carry_over").asBoolean();
        List<Piece> stretches = stretches(charge.path("price"), situation);
        List<Piece> pieces = new ArrayList<>();
        for (Piece stretch : stretches) {
            if (!bucketed) {
                pieces.add(filled(stretch, uses, held, first));
            } else if (held) {
                for (Piece bucket : clockBuckets(stretch, charge.path("bucket").asText(), situation)) {
                    pieces.add(filled(bucket, uses, true, false));
                }
            } else {
                Piece all = filled(stretch, uses, false, false);
                pieces.addAll(usedBuckets(all, charge.path("bucket").asText(), situation));
            }
            first = false;
        }
        return new Pieces(pieces, bucketed || stretches.size() > 1);
    }

    /** The first piece begins with everything carried over, a later one with the level that is held by then. */
    private static Piece filled(Piece piece, List<Use> uses, boolean held, boolean carries) {
        List<Use> earlier =
                uses.stream().filter(use -> use.time().isBefore(piece.from())).toList();
        List<Use> inside = new ArrayList<>();
        if (carries) {
            inside.addAll(earlier);
        } else if (held && !earlier.isEmpty()) {
            inside.add(earlier.getLast());
        }
        uses.stream()
                .filter(use -> !use.time().isBefore(piece.from()) && use.time().isBefore(piece.to()))
                .forEach(inside::add);
        return new Piece(piece.price(), piece.from(), piece.to(), inside);
    }

    /** Pieces without usage cost nothing; uncut there is always one to price. */
    List<Piece> priced(JsonNode charge, JsonNode meter, Predicate<Piece> used) {
        boolean held = meter.path("aggregation").asText().equals("weighted_sum");
        boolean upfront = Pricing.number(charge.path("price"), "upfront_amount").signum() != 0;
        if (cut && (upfront || (meter.path("carry_over").asBoolean() && !held))) {
            throw new Refusal("a level or an upfront amount cannot be cut");
        }
        return cut ? list.stream().filter(used).toList() : list;
    }

    private static List<Piece> stretches(JsonNode price, Situation situation) {
        List<Piece> stretches = new ArrayList<>();
        Instant from = situation.usedFrom();
        JsonNode inForce = price;
        Instant previous = Instant.MIN;
        for (JsonNode version : price.path("versions")) {
            Instant begin = Situation.instant(version.path("from").asText(), situation.zone());
            if (!begin.isAfter(previous)) {
                throw new Refusal("versions out of order");
            }
            previous = begin;
            if (begin.isAfter(from) && begin.isBefore(situation.usedTo())) {
                stretches.add(new Piece(inForce, from, begin, List.of()));
                from = begin;
            }
            if (begin.isBefore(situation.usedTo())) {
                inForce = version.path("price");
            }
        }
        stretches.add(new Piece(inForce, from, situation.usedTo(), List.of()));
        return stretches;
    }

    /** The usage of a stretch by local hour, day or month; nothing but usage makes a bucket. */
    private static List<Piece> usedBuckets(Piece stretch, String bucket, Situation situation) {
        Map<String, List<Use>> named = new LinkedHashMap<>();
        for (Use use : stretch.uses()) {
            named.computeIfAbsent(name(bucket, use.time().atZone(situation.zone())), none -> new ArrayList<>())
                    .add(use);
        }
        return named.values().stream()
                .map(uses -> new Piece(stretch.price(), stretch.from(), stretch.to(), uses))
                .toList();
    }

    /**
     * All local hours, days or months of a stretch, for levels that are held without an event: goes on in quarters of
     * an hour and cuts wherever the local clock enters another bucket.
     */
    private static List<Piece> clockBuckets(Piece stretch, String bucket, Situation situation) {
        List<Piece> buckets = new ArrayList<>();
        Instant begin = stretch.from();
        Instant time = stretch.from();
        String name = name(bucket, begin.atZone(situation.zone()));
        while (time.isBefore(stretch.to())) {
            Instant next = Instant.ofEpochSecond((time.getEpochSecond() / 900 + 1) * 900);
            time = next.isBefore(stretch.to()) ? next : stretch.to();
            String entered = name(bucket, time.atZone(situation.zone()));
            if (time.equals(stretch.to()) || !entered.equals(name)) {
                buckets.add(new Piece(stretch.price(), begin, time, List.of()));
                begin = time;
                name = entered;
            }
        }
        return buckets;
    }

    /** An hour that comes twice has two offsets. */
    private static String name(String bucket, ZonedDateTime time) {
        return switch (bucket) {
            case "hour" -> time.toLocalDate() + " " + time.getHour() + time.getOffset();
            case "day" -> time.toLocalDate().toString();
            case "month" -> time.getYear() + "-" + time.getMonthValue();
            default -> throw new Refusal("unknown bucket " + bucket);
        };
    }
}
