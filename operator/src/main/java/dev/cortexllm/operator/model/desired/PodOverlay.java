package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.operator.child.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/**
 * Merges a user's fields into a pod template. Objects are merged field by field and null takes a field away (RFC 7386). Lists
 * of things that Kubernetes tells apart by a key (containers, volumes, variables, mounts, ports, pull secrets) are merged by
 * that key: an element with a known key is merged, another one is added, and one with {@code $patch: delete} goes. Every
 * other list is replaced as a whole.
 */
final class PodOverlay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "imagePullSecrets", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort",
            "hostAliases", "ip");
    private static final String DIRECTIVE = "$patch";

    private PodOverlay() {}

    /** The template with the fields in it; throws {@link TemplateMisfit} when it is no pod template then. */
    static PodTemplateSpec merged(PodTemplateSpec template, Map<String, Object> overlay) {
        if (overlay == null || overlay.isEmpty()) {
            return template;
        }
        ObjectNode tree = JSON.valueToTree(template);
        merge(tree, JSON.valueToTree(overlay));
        CanonicalQuantity.in(tree);
        try {
            return JSON.convertValue(tree, PodTemplateSpec.class);
        } catch (IllegalArgumentException e) {
            throw new TemplateMisfit(
                    "spec.podTemplate does not fit into a pod template: " + firstLine(e.getMessage()), e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            JsonNode there = into.get(name);
            if (field.getValue().isNull()) {
                into.remove(name);
            } else if (field.getValue() instanceof ObjectNode object) {
                merge(there instanceof ObjectNode node ? node : into.putObject(name), object);
            } else if (field.getValue() instanceof ArrayNode list && KEYS.containsKey(name)) {
                merge(there instanceof ArrayNode node ? node : into.putArray(name), list, KEYS.get(name));
            } else {
                into.set(name, field.getValue());
            }
        }
    }

    private static void merge(ArrayNode into, ArrayNode elements, String key) {
        for (JsonNode element : elements) {
            if (!(element instanceof ObjectNode fields)) {
                into.add(element);
                continue;
            }
            int index = indexOf(into, key, fields.get(key));
            boolean delete = "delete".equals(fields.path(DIRECTIVE).asText());
            if (delete && index >= 0) {
                into.remove(index);
            } else if (!delete) {
                merge(index < 0 ? into.addObject() : (ObjectNode) into.get(index), fields);
            }
        }
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; value != null && i < list.size(); i++) {
            if (value.equals(list.get(i).path(key))) {
                return i;
            }
        }
        return -1;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
