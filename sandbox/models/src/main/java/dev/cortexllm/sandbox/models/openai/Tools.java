package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;

/** Reads the tools of a chat request, and which of them the model may or must call. */
final class Tools {
    private Tools() {}

    static List<Tool> read(ObjectNode body) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            JsonNode function = tool.path("function");
            if (!function.path("name").isTextual()) {
                throw Fields.missing("tools[" + tools.size() + "].function.name");
            }
            tools.add(new Tool(function.get("name").textValue(), function.get("parameters")));
        }
        return tools;
    }

    /** The tools that may be called: all, or those that {@code allowed_tools} names. */
    static List<Tool> allowed(ObjectNode body, List<Tool> tools) {
        JsonNode allowed = body.path("tool_choice").path("allowed_tools").path("tools");
        if (allowed.isEmpty()) {
            return tools;
        }
        List<String> names = new ArrayList<>();
        allowed.forEach(tool -> names.add(tool.path("function").path("name").asText()));
        return tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    static ToolChoice choice(ObjectNode body, List<Tool> tools) {
        ToolChoice choice = mode(body, tools);
        boolean parallel = !body.hasNonNull("parallel_tool_calls") || Fields.flag(body, "parallel_tool_calls");
        return parallel ? choice : choice.onlyOnce();
    }

    private static ToolChoice mode(ObjectNode body, List<Tool> tools) {
        JsonNode choice = body.path("tool_choice");
        if (choice.isMissingNode() || choice.isNull()) {
            return ToolChoice.AUTO;
        }
        if (tools.isEmpty() && !choice.asText().equals("none")) {
            throw ApiError.badRequest("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are"
                            + " specified.")
                    .at("tool_choice");
        }
        if (ChatRequest.namesTool(body)) {
            String name = choice.path("function").path("name").asText();
            if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw ApiError.badRequest("Tool choice '" + name + "' not found in 'tools' parameter.")
                        .at("tool_choice");
            }
            return ToolChoice.named(name);
        }
        String word = choice.path("allowed_tools").path("mode").asText(choice.asText());
        return switch (word) {
            case "none" -> ToolChoice.NONE;
            case "auto" -> ToolChoice.AUTO;
            case "required" -> ToolChoice.REQUIRED;
            default ->
                throw ApiError.badRequest(
                                "Invalid value: '%s'. Supported values are: 'none', 'auto', and".formatted(word)
                                        + " 'required'.")
                        .at("tool_choice")
                        .because("invalid_value");
        };
    }
}
