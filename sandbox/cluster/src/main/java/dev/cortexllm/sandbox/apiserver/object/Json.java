package dev.cortexllm.sandbox.apiserver.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reading, writing and walking JSON trees. Every Kubernetes object in this server is an {@link ObjectNode}. */
public final class Json {
    /** Strict JSON; a repeated key is an error as it is for a real API server with strict validation. */
    public static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** YAML, of which JSON is a subset: bodies of server-side apply arrive as either. */
    public static final ObjectMapper YAML = new YAMLMapper();

    private Json() {}

    /** A new empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An array of strings. */
    public static ArrayNode strings(Iterable<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    /** The tree of a plain Java value (map, list, string, number). */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The node at a path of field names; a missing node where any step is absent. */
    public static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String step : path) {
            here = here == null ? MissingNode.getInstance() : here.path(step);
        }
        return here == null ? MissingNode.getInstance() : here;
    }

    /** The text at a path, or the empty string. */
    public static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The object under {@code field}, created when absent or not an object. */
    public static ObjectNode child(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode existing ? existing : parent.putObject(field);
    }

    /** Elements of an array node; nothing for any other node. */
    public static List<JsonNode> elements(JsonNode node) {
        List<JsonNode> out = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(out::add);
        }
        return out;
    }

    /** Entries of an object node; nothing for any other node. */
    public static List<Map.Entry<String, JsonNode>> entries(JsonNode node) {
        return node != null && node.isObject() ? new ArrayList<>(node.properties()) : List.of();
    }

    /** Whether there is nothing in it: absent, null, or an empty object, array or string. */
    public static boolean blank(JsonNode node) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return true;
        }
        return node.isContainerNode()
                ? node.isEmpty()
                : node.isTextual() && node.textValue().isEmpty();
    }

    /** Sets a field, or removes it when the value is absent. */
    public static void setOrRemove(ObjectNode object, String field, JsonNode value) {
        if (value == null || value.isMissingNode()) {
            object.remove(field);
        } else {
            object.set(field, value);
        }
    }

    /** A copy with the fields of every object in order of their names, as Go writes maps. */
    public static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode out = object();
            entries(node).stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> out.set(e.getKey(), sorted(e.getValue())));
            return out;
        }
        return node.isArray()
                ? array().addAll(elements(node).stream().map(Json::sorted).toList())
                : node;
    }

    /** Compact JSON text. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /** Compact JSON in UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /**
     * Parses JSON text that this program itself wrote.
     *
     * @throws IllegalArgumentException when it is not JSON
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }
}
