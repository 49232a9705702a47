package dev.cortexllm.sandbox.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of kubectl's JSONPath that printer columns use: field names, {@code ['a.b']}, escaped dots, {@code [0]},
 * {@code [*]} and {@code [?(@.a=="b")]}.
 */
public final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "\\.(?<name>(?:[^.\\[\\\\]|\\\\.)+)|\\['(?<quoted>[^']+)'\\]|\\[(?<index>-?\\d+)\\]|(?<all>\\[\\*\\]|\\.\\*)"
                    + "|\\[\\?\\(@\\.(?<field>[\\w.-]+)\\s*==\\s*[\"'](?<value>[^\"']*)[\"']\\)\\]");

    private JsonPath() {}

    /** All values a path leads to. */
    public static List<JsonNode> find(JsonNode root, String path) {
        String text = path.startsWith("{") ? path.substring(1, path.length() - 1) : path;
        List<JsonNode> here = List.of(root);
        Matcher step = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && step.find(end) && step.start() == end) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : here) {
                follow(node, step, next);
            }
            here = next;
            end = step.end();
        }
        return end == text.length() ? here : List.of();
    }

    private static void follow(JsonNode node, Matcher step, List<JsonNode> out) {
        if (step.group("name") != null) {
            add(out, node.path(step.group("name").replace("\\", "")));
        } else if (step.group("quoted") != null) {
            add(out, node.path(step.group("quoted").replace("\\", "")));
        } else if (step.group("index") != null) {
            int index = Integer.parseInt(step.group("index"));
            add(out, node.path(index < 0 ? node.size() + index : index));
        } else if (step.group("all") != null) {
            node.forEach(out::add);
        } else {
            String[] field = step.group("field").split("\\.");
            for (JsonNode item : Json.elements(node)) {
                if (Json.text(item, field).equals(step.group("value"))) {
                    out.add(item);
                }
            }
        }
    }

    private static void add(List<JsonNode> out, JsonNode found) {
        if (!found.isMissingNode()) {
            out.add(found);
        }
    }
}
