package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.builtin.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amounts that an API server would spell in another way. */
final class Quantities {
    private static final Set<String> MAPS = Set.of("limits", "requests");

    private Quantities() {}

    /** Amounts of an object that an API server would spell in another way. */
    static List<String> respelled(JsonNode object) {
        List<String> found = new ArrayList<>();
        look("", object, found);
        return found;
    }

    private static void look(String place, JsonNode node, List<String> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(place + "[" + i + "]", node.get(i), found);
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String where = place + "." + field.getKey();
            if (MAPS.contains(field.getKey()) && field.getValue().isObject()) {
                field.getValue().properties().forEach(one -> judge(where + "." + one.getKey(), one.getValue(), found));
            } else if (field.getKey().equals("sizeLimit")) {
                judge(where, field.getValue(), found);
            } else {
                look(where, field.getValue(), found);
            }
        }
    }

    private static void judge(String place, JsonNode amount, List<String> found) {
        if (!amount.isTextual() || !Spelling.canonical(amount.asText()).equals(amount.asText())) {
            found.add(place + ": " + amount + " is stored as \"" + Spelling.canonical(amount.asText()) + "\"");
        }
    }
}
