package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Events, hourly readings and given totals of a made-up request. */
record RandomUsage(Dice dice, RandomCharges charges, List<Instant> moments) {
    void fill(ObjectNode request) {
        ArrayNode usage = request.putArray("usage");
        for (int count = dice.pick(0, 1, 4, 8, 15, 25); count > 0; count--) {
            event(usage.addObject(), count);
        }
        if (dice.chance(30)) {
            readings(request.putArray("readings"));
        }
        if (dice.chance(8)) {
            ObjectNode quantities = request.putObject("quantities");
            dice.some(charges.meters(), 2).forEach(meter -> quantities.put(meter, dice.quantity()));
        }
        if (dice.chance(90)) {
            feeds(request.putObject("feeds"));
        }
    }

    private void event(ObjectNode event, int number) {
        if (dice.chance(60)) {
            event.put("id", "e" + (dice.chance(95) ? number : 1));
        }
        event.put("time", time());
        event.put("event", dice.chance(97) ? dice.pick(charges.events()) : "other");
        if (dice.chance(80)) {
            event.put("quantity", dice.quantity());
        }
        ObjectNode properties = event.putObject("properties");
        dimensions(properties);
        if (dice.chance(95)) {
            String value = dice.chance(97) ? dice.quantity() : "many";
            if (dice.chance(20) && !value.equals("many")) {
                properties.put("v", new BigDecimal(value));
            } else {
                properties.put("v", value);
            }
        }
        if (dice.chance(97)) {
            properties.put("cores", dice.pick("1", "2", "0.5", "16"));
            properties.put("seconds", dice.pick("3600", "60", "0", "86400", "1.25"));
        }
    }

    /** An instant, now and then written with an offset. */
    private String time() {
        Instant moment = dice.pick(moments);
        return dice.chance(90)
                ? moment.toString()
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atOffset(ZoneOffset.ofHoursMinutes(5, 30)));
    }

    private void dimensions(ObjectNode properties) {
        if (dice.chance(85)) {
            properties.put("region", dice.pick("eu", "us", "ap", "EU"));
        }
        if (dice.chance(85)) {
            properties.put("kind", dice.pick("in", "out"));
        }
    }

    private void readings(ArrayNode readings) {
        for (int count = dice.between(1, 8); count > 0 && !charges.readable().isEmpty(); count--) {
            ObjectNode reading = readings.addObject();
            reading.put("meter", dice.pick(charges.readable()));
            reading.put("from", dice.pick(moments).truncatedTo(ChronoUnit.HOURS).toString());
            reading.put("quantity", dice.quantity());
            reading.put("count", String.valueOf(dice.between(1, 9)));
            dimensions(reading.putObject("properties"));
        }
    }

    private void feeds(ObjectNode feeds) {
        ArrayNode feed = feeds.putArray("feed");
        for (int count = dice.between(1, 6); count > 0; count--) {
            feed.addObject().put("from", dice.pick(moments).toString()).put("price", dice.price());
        }
    }
}
