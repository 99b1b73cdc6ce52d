package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A made-up request with one mistake that the contract calls an error. */
final class RandomMistakes {
    private RandomMistakes() {}

    static JsonNode request(long seed) {
        Dice dice = new Dice(seed);
        ObjectNode request = RandomRequests.request(seed);
        ObjectNode plan = (ObjectNode) request.get("plan");
        ObjectNode price = (ObjectNode) plan.at("/charges/0/price");
        switch (dice.between(0, 9)) {
            case 0 -> plan.put("currency", dice.pick("XXY", "", "dollars"));
            case 1 -> price.put("model", dice.pick("per_moon", "", "PER_UNIT"));
            case 2 -> ((ObjectNode) request.at("/meters/0")).put("aggregation", dice.pick("median", "", "SUM"));
            case 3 -> ((ObjectNode) request.get("subscription")).put("timezone", dice.pick("Mars/Olympus", "Berlin"));
            case 4 ->
                ((ObjectNode) request.get("period"))
                        .put("to", request.at("/period/from").asText());
            case 5 -> tiers(price, dice);
            case 6 -> number(price, dice.pick("0.0000000000001", "1,5", "ten", "", "NaN", "0x10"));
            case 7 ->
                formula(price, dice.pick("1 +", "quantity)", "sin(quantity)", "quantity + unknown", "", "2 quantity"));
            case 8 -> {
                price.removeAll();
                price.put("model", "spot").put("feed", "nowhere");
            }
            default -> {
                price.removeAll();
                price.put("model", "time_of_use")
                        .put("timezone", "Mars/Olympus")
                        .put("default_unit_amount", "1");
                price.putArray("bands");
            }
        }
        return request;
    }

    private static void tiers(ObjectNode price, Dice dice) {
        price.removeAll();
        ArrayNode tiers = price.put("model", dice.pick("graduated", "volume")).putArray("tiers");
        switch (dice.between(0, 3)) {
            case 0 -> {}
            case 1 -> tiers.addObject().put("up_to", "5").put("unit_amount", "1");
            case 2 -> {
                tiers.addObject().put("up_to", "5").put("unit_amount", "1");
                tiers.addObject().put("up_to", "5.0").put("unit_amount", "1");
                tiers.addObject().putNull("up_to");
            }
            default -> {
                tiers.addObject().putNull("up_to").put("unit_amount", "1");
                tiers.addObject().put("up_to", "5").put("unit_amount", "1");
            }
        }
    }

    private static void number(ObjectNode price, String bad) {
        price.removeAll();
        price.put("model", "per_unit").put("unit_amount", bad);
    }

    private static void formula(ObjectNode price, String bad) {
        price.removeAll();
        price.put("model", "formula").put("expression", bad);
    }
}
