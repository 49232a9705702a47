package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the client's tools, and which of them the model may or must use. Anthropic's own tools are passed over. */
final class Tools {
    private static final Set<String> KNOWN =
            Set.of(("name description input_schema type cache_control strict defer_loading eager_input_streaming"
                            + " allowed_callers input_examples")
                    .split(" "));

    private Tools() {}

    static List<Tool> read(ObjectNode body) {
        List<Tool> tools = new ArrayList<>();
        int index = 0;
        for (JsonNode tool : body.path("tools")) {
            String place = "tools." + index++ + ".custom.";
            if (!tool.path("type").asText("custom").equals("custom")) {
                continue;
            }
            Blocks.refuseUnknown(tool, KNOWN, place);
            if (!tool.path("name").asText().matches("[a-zA-Z0-9_-]{1,128}")) {
                throw ApiError.badRequest(place + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            if (!tool.path("input_schema").path("type").asText().equals("object")) {
                throw ApiError.badRequest(place + "input_schema.type: Input should be 'object'");
            }
            tools.add(new Tool(tool.get("name").asText(), tool.get("input_schema")));
        }
        return tools;
    }

    static ToolChoice choice(ObjectNode body, List<Tool> tools) {
        JsonNode choice = body.path("tool_choice");
        if (choice.isMissingNode() || choice.isNull()) {
            return ToolChoice.AUTO;
        }
        if (body.path("tools").isEmpty()) {
            throw ApiError.badRequest("tool_choice: may only be specified while providing tools");
        }
        ToolChoice read = mode(choice, tools);
        return choice.path("disable_parallel_tool_use").asBoolean() ? read.onlyOnce() : read;
    }

    private static ToolChoice mode(JsonNode choice, List<Tool> tools) {
        String type = choice.path("type").asText();
        Set<String> known = type.equals("tool")
                ? Set.of("type", "name", "disable_parallel_tool_use")
                : type.equals("none") ? Set.of("type") : Set.of("type", "disable_parallel_tool_use");
        ToolChoice mode =
                switch (type) {
                    case "auto" -> ToolChoice.AUTO;
                    case "any" -> ToolChoice.REQUIRED;
                    case "none" -> ToolChoice.NONE;
                    case "tool" -> named(choice.path("name").asText(), tools);
                    default ->
                        throw ApiError.badRequest(
                                "tool_choice: Input tag '" + type
                                        + "' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'");
                };
        Blocks.refuseUnknown(choice, known, "tool_choice." + type + ".");
        return mode;
    }

    private static ToolChoice named(String name, List<Tool> tools) {
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw ApiError.badRequest("Tool '" + name + "' not found in provided tools");
        }
        return ToolChoice.named(name);
    }
}
