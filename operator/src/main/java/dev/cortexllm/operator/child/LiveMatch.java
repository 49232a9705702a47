package dev.cortexllm.operator.child;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a live object already is what it should be: everything that we ask for is there with our value. What others
 * added (defaults of the API server, sidecars of a webhook) does not count. That we stopped asking for something does not
 * show here; the hash annotation of {@link Applier} tells.
 */
final class LiveMatch {
    private static final Set<String> QUANTITIES = Set.of("requests", "limits");
    /** Fields that the API server does not store when they are false, 0 or empty. With others absent says something else. */
    private static final Set<String> UNSAID_WHEN_ZERO = Set.of(
            "readOnly",
            "stdin",
            "stdinOnce",
            "tty",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "paused",
            "publishNotReadyAddresses",
            "initialDelaySeconds",
            "minReadySeconds",
            "value",
            "subPath",
            "subPathExpr",
            "workingDir",
            "medium",
            "effect");

    private static final List<String> KEYS = List.of("name", "type", "mountPath", "uid");

    private LiveMatch() {}

    /**
     * Compares.
     *
     * @param desired what we ask for
     * @param live what there is; null when nothing
     * @return whether {@code live} holds all of {@code desired}
     */
    static boolean holds(JsonNode desired, JsonNode live) {
        if (desired.isNull() || desired.isContainerNode() && desired.isEmpty()) {
            return live == null || live.isNull() || live.getNodeType() == desired.getNodeType();
        }
        if (live == null || live.getNodeType() != desired.getNodeType()) {
            return false;
        }
        if (desired.isObject()) {
            return holdsFields(desired, live);
        }
        return desired.isArray() ? holdsElements(desired, live) : desired.equals(live);
    }

    private static boolean holdsFields(JsonNode desired, JsonNode live) {
        for (Map.Entry<String, JsonNode> field : desired.properties()) {
            JsonNode there = live.get(field.getKey());
            boolean same = QUANTITIES.contains(field.getKey())
                    ? sameQuantities(field.getValue(), there)
                    : there == null && UNSAID_WHEN_ZERO.contains(field.getKey()) && zero(field.getValue())
                            || holds(field.getValue(), there);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Lists of named things are sets to which others may add; all other lists are wholly ours. */
    private static boolean holdsElements(JsonNode desired, JsonNode live) {
        String key = KEYS.stream()
                .filter(k -> desired.get(0).path(k).isTextual())
                .findFirst()
                .orElse(null);
        if (key == null) {
            return desired.size() == live.size() && inOrder(desired, live);
        }
        for (JsonNode element : desired) {
            if (!holds(element, named(live, key, element.path(key)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(JsonNode value) {
        return value.isBoolean() && !value.asBoolean()
                || value.isNumber() && value.asDouble() == 0
                || value.isTextual() && value.asText().isEmpty();
    }

    private static boolean inOrder(JsonNode desired, JsonNode live) {
        for (int i = 0; i < desired.size(); i++) {
            if (!holds(desired.get(i), live.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode named(JsonNode list, String key, JsonNode value) {
        for (JsonNode element : list) {
            if (value.equals(element.path(key))) {
                return element;
            }
        }
        return null;
    }

    /** The API server spells {@code 1000m} as {@code 1}. */
    private static boolean sameQuantities(JsonNode desired, JsonNode live) {
        for (Map.Entry<String, JsonNode> field : desired.properties()) {
            JsonNode there = live == null ? null : live.get(field.getKey());
            if (there == null || !sameQuantity(field.getValue().asText(), there.asText())) {
                return false;
            }
        }
        return true;
    }

    /** What is no quantity is for the API server to refuse. */
    private static boolean sameQuantity(String desired, String live) {
        try {
            return Quantity.parse(desired).equals(Quantity.parse(live));
        } catch (IllegalArgumentException e) {
            return desired.equals(live);
        }
    }
}
