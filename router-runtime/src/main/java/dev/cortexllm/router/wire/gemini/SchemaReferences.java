package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Follows the references of one JSON schema and lays schemas over each other. */
final class SchemaReferences {
    private static final Set<String> ADDING = Set.of("properties", "required", "allOf");

    private final JsonNode root;
    private final String at;
    private final Set<String> open = new LinkedHashSet<>();

    /**
     * @param root the schema in which references are looked up
     * @param at where it stands in the client's body
     */
    SchemaReferences(JsonNode root, String at) {
        this.root = root;
        this.at = at;
    }

    /**
     * Goes into a reference, until {@link #leave}.
     *
     * @param pointer such as {@code #/$defs/Node}
     * @return the schema it means
     * @throws Refused when there is none, or the reference stands inside of what it refers to
     */
    JsonNode enter(String pointer) throws Refused {
        if (!open.add(pointer)) {
            throw new Refused(
                    at + ": the schema refers to itself (" + pointer + "); the chosen model takes no such schema.",
                    at,
                    "unsupported_value");
        }
        JsonNode found = pointer.equals("#")
                ? root
                : pointer.startsWith("#/") ? root.at(JsonPointer.compile(pointer.substring(1))) : null;
        if (found == null || found.isMissingNode()) {
            throw new Refused(at + ": the schema refers to '" + pointer + "', which it does not hold.", at, null);
        }
        return found;
    }

    /** Comes back out of a reference. */
    void leave(String pointer) {
        open.remove(pointer);
    }

    /**
     * Lays a schema over another.
     *
     * @param base the schema below; what is no object counts as an empty one
     * @param over the schema above: its words win, but properties add up, and what is required, and what holds all of
     * @param without the word of the schema above that brought them together
     * @return a new schema that may share children with both
     */
    static ObjectNode over(JsonNode base, ObjectNode over, String without) {
        ObjectNode out = JsonTrees.object();
        if (base instanceof ObjectNode below) {
            out.setAll(below);
        }
        for (Map.Entry<String, JsonNode> word : over.properties()) {
            String name = word.getKey();
            if (!name.equals(without)) {
                JsonNode below = ADDING.contains(name) ? out.get(name) : null;
                out.set(name, joined(below, word.getValue()));
            }
        }
        return out;
    }

    private static JsonNode joined(JsonNode below, JsonNode above) {
        if (below instanceof ObjectNode base && above instanceof ObjectNode over) {
            ObjectNode out = JsonTrees.object();
            out.setAll(base);
            return out.setAll(over);
        } else if (below instanceof ArrayNode base && above instanceof ArrayNode over) {
            return JsonTrees.array().addAll(base).addAll(over);
        }
        return above;
    }
}
