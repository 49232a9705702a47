package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Path elements of lists that are sets or maps. */
final class ListElements {
    private ListElements() {}

    /** Elements of a list by path element, in order; of doubles the last one counts. */
    static Map<String, JsonNode> byElement(JsonNode list, Shape shape) {
        Map<String, JsonNode> out = new LinkedHashMap<>();
        Json.elements(list).forEach(item -> out.put(element(item, shape), item));
        return out;
    }

    private static String element(JsonNode item, Shape list) {
        if (list.listType() == Shape.ListType.SET) {
            return "v:" + item;
        }
        ObjectNode key = Json.object();
        for (String name : list.keys()) {
            JsonNode value = item.has(name) ? item.get(name) : list.keyDefault(name);
            if (!value.isNull()) {
                key.set(name, value);
            }
        }
        return "k:" + Json.write(key);
    }
}
