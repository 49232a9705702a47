package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of what was asked for: fields that are gone, or have another value than was said. */
final class Kept {
    private static final List<String> KEYS = List.of("name", "mountPath", "containerPort", "type", "uid");

    private Kept() {}

    /**
     * Compares; what the API server adds does not count, nor that it leaves out what is false or empty; how it spells amounts
     * does.
     *
     * @param asked what was applied
     * @param stored what there is
     */
    static List<String> changed(JsonNode asked, JsonNode stored) {
        List<String> changed = new ArrayList<>();
        compare("", asked, stored, changed);
        return changed;
    }

    private static void compare(String place, JsonNode asked, JsonNode stored, List<String> changed) {
        if (stored == null && unsaid(asked)) {
            return;
        }
        if (stored == null || stored.getNodeType() != asked.getNodeType()) {
            changed.add(place + ": " + asked + " became " + stored);
        } else if (asked.isObject()) {
            for (Map.Entry<String, JsonNode> field : asked.properties()) {
                compare(place + "." + field.getKey(), field.getValue(), stored.get(field.getKey()), changed);
            }
        } else if (asked.isArray()) {
            for (int i = 0; i < asked.size(); i++) {
                compare(place + "[" + i + "]", asked.get(i), counterpart(asked.get(i), stored, i), changed);
            }
        } else if (!asked.equals(stored)) {
            changed.add(place + ": " + asked + " became " + stored);
        }
    }

    private static boolean unsaid(JsonNode asked) {
        return asked.isBoolean() && !asked.asBoolean()
                || asked.isTextual() && asked.asText().isEmpty();
    }

    private static JsonNode counterpart(JsonNode element, JsonNode stored, int index) {
        for (String key : KEYS) {
            if (element.has(key)) {
                for (JsonNode other : stored) {
                    if (element.get(key).equals(other.get(key))) {
                        return other;
                    }
                }
                return null;
            }
        }
        return stored.get(index);
    }
}
