package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A tree with one thing changed: a leaf has another value, a field is gone, or two neighbours in a list have changed places.
 *
 * @param path where, such as {@code messages[0].content}
 * @param what the change, for people; its first word says of which kind
 * @param matters whether the change can mean something at all: what is empty or 0 says the same as nothing, and most formats
 *     have places of their own for systems' messages, thoughts, texts and calls
 * @param tree the changed tree
 */
record Mutation(String path, String what, boolean matters, JsonNode tree) {

    /**
     * Every mutation of a tree.
     *
     * @param tree the tree; stays as it is
     */
    static List<Mutation> of(JsonNode tree) {
        List<Mutation> mutations = new ArrayList<>();
        new Walk(tree, mutations).visit(tree, "", List.of());
        return mutations;
    }

    /** That a field is gone. */
    static final String REMOVED = "removed";

    /** Words that are one of a list in the provider's answer: another of the list, not a word that nobody knows. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "finish_reason", List.of("stop", "length"),
            "stop_reason", List.of("end_turn", "max_tokens"),
            "finishReason", List.of("STOP", "MAX_TOKENS"));

    private record Walk(JsonNode root, List<Mutation> found) {
        void visit(JsonNode node, String path, List<Object> steps) {
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    List<Object> inner = with(steps, field.getKey());
                    String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                    boolean matters = !blank(field.getValue());
                    add(at, REMOVED, matters, steps, parent -> ((ObjectNode) parent).remove(field.getKey()));
                    visit(field.getValue(), at, inner);
                }
            } else if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    int index = i;
                    String at = path + "[" + i + "]";
                    if (i > 0 && !node.get(i).equals(node.get(i - 1))) {
                        boolean matters = alike(node.get(i), node.get(i - 1));
                        add(
                                at,
                                "swapped with the one before",
                                matters,
                                steps,
                                parent -> swap((ArrayNode) parent, index));
                    }
                    visit(node.get(i), at, with(steps, i));
                }
            } else {
                leaf(node, path, steps);
            }
        }

        private void leaf(JsonNode leaf, String path, List<Object> steps) {
            Object last = steps.get(steps.size() - 1);
            JsonNode other = other(leaf, WORDS.get(last));
            add(path, "changed to " + other, true, steps.subList(0, steps.size() - 1), parent -> {
                if (last instanceof String name) {
                    ((ObjectNode) parent).set(name, other);
                } else {
                    ((ArrayNode) parent).set((Integer) last, other);
                }
            });
        }

        private void add(String path, String what, boolean matters, List<Object> steps, Consumer<JsonNode> change) {
            JsonNode copy = root.deepCopy();
            JsonNode parent = copy;
            for (Object step : steps) {
                parent = step instanceof String name ? parent.get(name) : parent.get((Integer) step);
            }
            change.accept(parent);
            found.add(new Mutation(path, what, matters, copy));
        }

        private static List<Object> with(List<Object> steps, Object step) {
            List<Object> longer = new ArrayList<>(steps);
            longer.add(step);
            return longer;
        }

        private static void swap(ArrayNode array, int index) {
            JsonNode one = array.get(index);
            array.set(index, array.get(index - 1));
            array.set(index - 1, one);
        }

        /** What says the same as nothing. False does not: many a default is true. */
        private static boolean blank(JsonNode node) {
            return node.isNull()
                    || node.isContainerNode() && node.isEmpty()
                    || node.isTextual() && node.textValue().isEmpty()
                    || node.isNumber() && node.decimalValue().signum() == 0;
        }

        /**
         * Whether the order of two neighbours can mean something in every format. Systems' messages go to a place of their
         * own in most, and so do calls, thoughts and texts of an answer.
         */
        private static boolean alike(JsonNode one, JsonNode other) {
            return one.path("type").equals(other.path("type"))
                    && system(one) == system(other)
                    && kind(one).equals(kind(other));
        }

        private static boolean system(JsonNode message) {
            return Set.of("system", "developer").contains(message.path("role").asText());
        }

        /** Gemini's parts have no type but the name of their field. */
        private static String kind(JsonNode part) {
            return part.has("functionCall") ? "functionCall" : part.has("thought") ? "thought" : "";
        }

        private static JsonNode other(JsonNode leaf, List<String> words) {
            if (words != null && !leaf.isNull()) {
                return TextNode.valueOf(words.get(words.get(0).equals(leaf.textValue()) ? 1 : 0));
            } else if (leaf.isTextual()) {
                return TextNode.valueOf(leaf.textValue() + "~");
            } else if (leaf.isNumber()) {
                return DecimalNode.valueOf(leaf.decimalValue().add(BigDecimal.ONE));
            } else if (leaf.isBoolean()) {
                return BooleanNode.valueOf(!leaf.booleanValue());
            }
            return TextNode.valueOf("~");
        }
    }
}
