package dev.cortexllm.router.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.List;
import java.util.Map;

/**
 * Counts tools. For OpenAI's models as OpenAI's cookbook does ("How to count tokens with tiktoken", section 7), which was
 * checked there against the API for flat schemas; nested ones are counted alike. For others the schema counts as its JSON.
 */
final class ToolWalk {
    private static final int PROPERTIES = 3;
    private static final int PROPERTY = 3;
    private static final int ENUM = -3;
    private static final int ENUM_ITEM = 3;

    private final Family family;
    private final PromptTally tally;

    ToolWalk(Family family, PromptTally tally) {
        this.family = family;
        this.tally = tally;
    }

    void walk(List<Tool> tools) {
        if (tools.isEmpty()) {
            return;
        }
        tally.estimate(family.chat().toolsOnce(), 0);
        for (Tool tool : tools) {
            tally.estimate(family.chat().perTool(), 0);
            if (tool instanceof Tool.Function function) {
                function(function);
            } else if (tool instanceof Tool.Foreign foreign) {
                tally.json(JsonTrees.text(foreign.json()));
            }
        }
    }

    private void function(Tool.Function function) {
        String description = function.description() == null ? "" : function.description();
        tally.text(function.name() + ":" + withoutStop(description));
        if (function.parameters() == null) {
            return;
        }
        if (family.openAi()) {
            properties(function.parameters());
        } else {
            tally.json(JsonTrees.text(function.parameters()));
        }
    }

    private void properties(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (!properties.isObject() || properties.isEmpty()) {
            return;
        }
        tally.estimate(PROPERTIES, 0);
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            property(property.getKey(), property.getValue());
        }
    }

    private void property(String name, JsonNode schema) {
        tally.estimate(PROPERTY, 0);
        JsonNode choices = schema.path("enum");
        if (choices.isArray()) {
            tally.estimate(ENUM, 0);
            for (JsonNode choice : choices) {
                tally.estimate(ENUM_ITEM, 0);
                tally.text(choice.asText());
            }
        }
        String type = schema.path("type").asText();
        tally.text(
                name + ":" + type + ":" + withoutStop(schema.path("description").asText()));
        properties(schema);
        properties(schema.path("items"));
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
