package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing request as small as it gets: takes parts away as long as it still fails. */
final class Shrinking {
    private Shrinking() {}

    static JsonNode shrink(JsonNode request, Predicate<JsonNode> fails) {
        JsonNode smallest = request;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (String place : places(smallest)) {
                JsonNode candidate = smallest.deepCopy();
                if (remove(candidate, place) && fails.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<String> places(JsonNode node) {
        List<String> places = new ArrayList<>();
        collect(node, "", places);
        return places;
    }

    private static void collect(JsonNode node, String place, List<String> places) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                places.add(place + "/" + field.getKey());
                collect(field.getValue(), place + "/" + field.getKey(), places);
            });
        }
        for (int index = node.size() - 1; node.isArray() && index >= 0; index--) {
            places.add(place + "/" + index);
            collect(node.get(index), place + "/" + index, places);
        }
    }

    private static boolean remove(JsonNode root, String place) {
        int slash = place.lastIndexOf('/');
        String last = place.substring(slash + 1);
        return switch (root.at(place.substring(0, slash))) {
            case ObjectNode parent -> parent.remove(last) != null;
            case ArrayNode parent -> parent.remove(Integer.parseInt(last)) != null;
            default -> false;
        };
    }
}
