package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a document from which broken parts are taken one by one, so that the rest can be looked at too. It knows
 * where each part stood in the document as it was written.
 */
final class MendedDocument {
    private final JsonNode root;
    private final IdentityHashMap<ArrayNode, List<Integer>> indexes = new IdentityHashMap<>();
    private final Set<String> removed = new HashSet<>();

    /**
     * A step down the tree.
     *
     * @param original path of where it leads, in the document as it was written
     */
    private record Step(JsonNode parent, String field, int index, String original) {
        @Nullable
        JsonNode target() {
            return index >= 0 ? parent.get(index) : parent.get(field);
        }
    }

    MendedDocument(JsonNode document) {
        this.root = document.deepCopy();
    }

    JsonNode root() {
        return root;
    }

    /** Where a place of the mended document stood. */
    String original(String path) {
        List<Step> steps = steps(path);
        return steps.isEmpty() ? "$" : steps.getLast().original();
    }

    /** Whether the part was taken away already. */
    boolean isRemoved(String original) {
        return removed.contains(original);
    }

    /** Whether anything at or below this original place was taken away. */
    boolean isMendedBelow(String original) {
        return removed.stream().anyMatch(path -> path.startsWith(original));
    }

    @Nullable
    JsonNode find(String path) {
        List<Step> steps = steps(path);
        return steps.isEmpty() ? root : steps.getLast().target();
    }

    /** Puts a value into an object's field. */
    void put(String path, String value) {
        Step last = steps(path).getLast();
        if (last.parent() instanceof ObjectNode object) {
            object.put(last.field(), value);
        }
    }

    /** Takes a part away; when it is not there, what should contain it. False when nothing is left to take away. */
    boolean remove(String path) {
        List<Step> steps = steps(path);
        while (!steps.isEmpty() && steps.getLast().target() == null) {
            removed.add(steps.getLast().original());
            steps = steps.subList(0, steps.size() - 1);
        }
        if (steps.isEmpty()) {
            return false;
        }
        Step last = steps.getLast();
        removed.add(last.original());
        if (last.parent() instanceof ArrayNode array) {
            indexes(array).subList(last.index(), last.index() + 1).clear();
            array.remove(last.index());
        } else if (last.parent() instanceof ObjectNode object) {
            object.remove(last.field());
        }
        return true;
    }

    private List<Integer> indexes(ArrayNode array) {
        return indexes.computeIfAbsent(
                array,
                _ -> new ArrayList<>(IntStream.range(0, array.size()).boxed().toList()));
    }

    private List<Step> steps(String path) {
        List<Step> steps = new ArrayList<>();
        JsonNode node = root;
        String rest = path.substring(1);
        String original = "$";
        while (!rest.isEmpty()) {
            Step step = rest.startsWith("[") ? element(node, rest, original) : field(node, rest, original);
            steps.add(step);
            String written = step.index() >= 0 ? rest.substring(0, rest.indexOf(']') + 1) : "." + step.field();
            rest = rest.substring(written.length());
            original = step.original();
            JsonNode next = step.target();
            if (next == null) {
                break;
            }
            node = next;
        }
        return steps;
    }

    private Step element(JsonNode node, String rest, String original) {
        int index = Integer.parseInt(rest.substring(1, rest.indexOf(']')));
        boolean known =
                node instanceof ArrayNode array && index < indexes(array).size();
        int before = known ? indexes((ArrayNode) node).get(index) : index;
        return new Step(node, "", index, original + "[" + before + "]");
    }

    /** Names of fields may contain dots and brackets themselves: the longest that fits is meant. */
    private static Step field(JsonNode node, String rest, String original) {
        String name = "";
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String candidate = entry.getKey();
            boolean fits = rest.startsWith(candidate, 1)
                    && (rest.length() == candidate.length() + 1
                            || rest.charAt(candidate.length() + 1) == '.'
                            || rest.charAt(candidate.length() + 1) == '[');
            if (fits && candidate.length() > name.length()) {
                name = candidate;
            }
        }
        String field = name.isEmpty() ? rest.substring(1) : name;
        return new Step(node, field, -1, original + "." + field);
    }
}
