package dev.cortexllm.sandbox.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where two sets of objects differ, one line a place. */
final class Difference {
    private Difference() {}

    static List<String> between(Map<String, JsonNode> expected, Map<String, JsonNode> found) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        names.forEach(name -> compare(name, expected.get(name), found.get(name), lines));
        return lines;
    }

    private static void compare(String place, JsonNode expected, JsonNode found, List<String> lines) {
        if (expected != null && found != null && expected.isObject() && found.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            expected.fieldNames().forEachRemaining(fields::add);
            found.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> compare(place + "." + field, expected.get(field), found.get(field), lines));
        } else if (expected != null && found != null && expected.isArray() && expected.size() == found.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(place + "[" + i + "]", expected.get(i), found.get(i), lines);
            }
        } else if (expected == null || !expected.equals(found)) {
            lines.add(place + ": " + expected + " became " + found);
        }
    }
}
