package dev.cortexllm.sandbox.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Strategic merge patch for built-in kinds, with the directives {@code $patch}, {@code $setElementOrder},
 * {@code $deleteFromPrimitiveList} and {@code $retainKeys}. Merge keys are known by list name; a list without one is
 * replaced, {@code finalizers} is a set.
 */
public final class StrategicMergePatch {
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final Map<String, String> MERGE_KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("volumes", "name"),
            Map.entry("env", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("resourceClaims", "name"),
            Map.entry("schedulingGates", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("conditions", "type"),
            Map.entry("addresses", "type"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("hostAliases", "ip"),
            Map.entry("podIPs", "ip"),
            Map.entry("hostIPs", "ip"),
            Map.entry("taints", "key"),
            Map.entry("topologySpreadConstraints", "topologyKey"));

    private StrategicMergePatch() {}

    /** A patched copy of an object. */
    public static ObjectNode apply(ObjectNode object, ObjectNode patch) {
        return map(object, patch, "");
    }

    private static ObjectNode map(ObjectNode target, ObjectNode patch, String name) {
        String directive = Json.text(patch, "$patch");
        if (directive.equals("delete")) {
            return Json.object();
        }
        ObjectNode out = directive.equals("replace") ? Json.object() : target.deepCopy();
        retainKeys(out, patch.path("$retainKeys"));
        for (Map.Entry<String, JsonNode> e : Json.entries(patch)) {
            if (e.getKey().startsWith(DELETE)) {
                deleteValues(out, e.getKey().substring(DELETE.length()), e.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> e : Json.entries(patch)) {
            if (!e.getKey().startsWith("$")) {
                field(out, e.getKey(), e.getValue(), name);
            }
        }
        for (Map.Entry<String, JsonNode> e : Json.entries(patch)) {
            if (e.getKey().startsWith(ORDER)) {
                reorder(out, e.getKey().substring(ORDER.length()), e.getValue(), name);
            }
        }
        return out;
    }

    private static void field(ObjectNode out, String key, JsonNode value, String parent) {
        if (value.isNull()) {
            out.remove(key);
        } else if (value instanceof ObjectNode patch) {
            ObjectNode old = out.get(key) instanceof ObjectNode existing ? existing : Json.object();
            if (Json.text(patch, "$patch").equals("delete")) {
                out.remove(key);
            } else {
                out.set(key, map(old, patch, key));
            }
        } else if (value instanceof ArrayNode patch && out.get(key) instanceof ArrayNode old) {
            out.set(key, list(old, patch, key, parent));
        } else {
            out.set(key, value instanceof ArrayNode patch ? list(Json.array(), patch, key, parent) : value);
        }
    }

    private static ArrayNode list(ArrayNode old, ArrayNode patch, String name, String parent) {
        if (name.equals("finalizers")) {
            Set<JsonNode> values = new LinkedHashSet<>(Json.elements(old));
            values.addAll(Json.elements(patch));
            return Json.array().addAll(values);
        }
        String mergeKey = mergeKey(name, parent);
        if (mergeKey == null) {
            return patch.deepCopy();
        }
        boolean replace = Json.elements(patch).stream()
                .anyMatch(p -> Json.text(p, "$patch").equals("replace"));
        List<JsonNode> out = replace ? new ArrayList<>() : Json.elements(old);
        for (JsonNode item : patch) {
            if (item instanceof ObjectNode change
                    && !Json.text(change, "$patch").equals("replace")) {
                element(out, change, mergeKey, name);
            }
        }
        return Json.array().addAll(out);
    }

    private static void element(List<JsonNode> out, ObjectNode change, String mergeKey, String name) {
        JsonNode key = change.path(mergeKey);
        if (Json.text(change, "$patch").equals("delete")) {
            out.removeIf(o -> o.path(mergeKey).equals(key));
            return;
        }
        for (int i = 0; i < out.size(); i++) {
            if (out.get(i).path(mergeKey).equals(key) && out.get(i) instanceof ObjectNode old) {
                out.set(i, map(old, change, name));
                return;
            }
        }
        out.add(map(Json.object(), change, name));
    }

    private static void reorder(ObjectNode out, String field, JsonNode order, String parent) {
        if (!(out.get(field) instanceof ArrayNode list)) {
            return;
        }
        String mergeKey = mergeKey(field, parent);
        List<JsonNode> wanted = Json.elements(order).stream()
                .map(o -> mergeKey == null ? o : o.path(mergeKey))
                .toList();
        List<JsonNode> rest = Json.elements(list);
        List<JsonNode> sorted = new ArrayList<>();
        for (JsonNode key : wanted) {
            rest.stream()
                    .filter(item -> (mergeKey == null ? item : item.path(mergeKey)).equals(key))
                    .findFirst()
                    .ifPresent(item -> {
                        rest.remove(item);
                        sorted.add(item);
                    });
        }
        sorted.addAll(rest);
        out.set(field, Json.array().addAll(sorted));
    }

    private static void deleteValues(ObjectNode out, String field, JsonNode values) {
        if (out.get(field) instanceof ArrayNode list) {
            List<JsonNode> rest = Json.elements(list);
            rest.removeAll(Json.elements(values));
            out.set(field, Json.array().addAll(rest));
        }
    }

    private static void retainKeys(ObjectNode out, JsonNode keys) {
        if (keys.isArray()) {
            out.retain(Json.elements(keys).stream().map(JsonNode::asText).toList());
        }
    }

    private static String mergeKey(String name, String parent) {
        if (name.equals("ports")) {
            if (parent.endsWith("ontainers")) {
                return "containerPort";
            }
            return parent.equals("spec") ? "port" : null;
        }
        return MERGE_KEYS.get(name);
    }
}
