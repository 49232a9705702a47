package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads the body of a generate call, and refuses what Google refuses: above all every field it does not know. */
final class GenerateRequest {
    private static final int MAX_STOPS = 5;

    private GenerateRequest() {}

    /** Turns a body in camel case into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model) {
        List<String> prompt = prompt(body, model);
        JsonNode config = body.path("generationConfig");
        checkNumbers(config);
        if (config.path("candidateCount").asInt(1) > 1) {
            throw ApiError.badRequest("Multiple candidates is not enabled for this model");
        }
        JsonNode max = config.path("maxOutputTokens");
        if (max.isNumber() && max.asInt() < 1) {
            throw ApiError.badRequest("max_output_tokens must be positive.");
        }
        List<Tool> tools = tools(body);
        List<AnswerPart> parts = AnswerShapes.choose(
                allowed(body, tools), choice(body), prompt.get(prompt.size() - 1), format(config, tools, model));
        return new GenerationRequest(
                id,
                model,
                prompt,
                max.isNumber() ? OptionalInt.of(max.asInt()) : OptionalInt.empty(),
                stops(config),
                thinks(config) ? AnswerShapes.afterThinking(parts) : parts);
    }

    /** Returns the texts that count: the system instruction, if any, and one per turn. */
    static List<String> prompt(ObjectNode body, String model) {
        Known.check(body, "request");
        List<String> prompt = new ArrayList<>();
        if (body.hasNonNull("systemInstruction")) {
            prompt.add(Contents.text(body.get("systemInstruction")));
        }
        prompt.addAll(Contents.read(body.path("contents"), model));
        return prompt;
    }

    private static void checkNumbers(JsonNode config) {
        range(config, "temperature", 2);
        range(config, "topP", 1);
        JsonNode thinking = config.path("thinkingConfig");
        if (thinking.has("thinkingBudget") && thinking.has("thinkingLevel")) {
            throw ApiError.badRequest("You can only set only one of thinking budget and thinking level.");
        }
    }

    private static void range(JsonNode config, String name, double high) {
        JsonNode value = config.path(name);
        if (!value.isMissingNode() && (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > high)) {
            String field = Known.snake(name);
            throw ApiError.badRequest("* GenerateContentRequest.generation_config." + field + ": " + field
                    + " must be in the range [0.0, " + high + "].\n");
        }
    }

    /** Budget 0 turns thinking off; saying nothing leaves this simulated model without thoughts. */
    private static boolean thinks(JsonNode config) {
        JsonNode thinking = config.path("thinkingConfig");
        return !thinking.isEmpty() && thinking.path("thinkingBudget").asInt(-1) != 0;
    }

    /** Returns whether thoughts are asked for. */
    static boolean showsThoughts(ObjectNode body) {
        return body.path("generationConfig")
                .path("thinkingConfig")
                .path("includeThoughts")
                .asBoolean();
    }

    private static List<String> stops(JsonNode config) {
        List<String> stops = new ArrayList<>();
        config.path("stopSequences").forEach(stop -> stops.add(stop.asText()));
        if (stops.size() > MAX_STOPS) {
            throw ApiError.badRequest("The number of stop sequences must be at most " + MAX_STOPS + ".");
        }
        return stops;
    }

    private static AnswerPart format(JsonNode config, List<Tool> tools, String model) {
        String mediaType = config.path("responseMimeType").asText("text/plain");
        if (!mediaType.matches("text/plain|application/json|text/x.enum")) {
            throw ApiError.badRequest(
                    "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes"
                            + " are `text/plain`, `application/json`, `application/xml`, `application/yaml` and `text/x.enum`.\n");
        }
        boolean json = mediaType.equals("application/json");
        boolean schema = config.hasNonNull("responseSchema") || config.hasNonNull("responseJsonSchema");
        if (schema && !json) {
            throw ApiError.badRequest("Response schema requires response_mime_type: application/json");
        }
        if (config.has("responseSchema") && config.has("responseJsonSchema")) {
            throw ApiError.badRequest("Only one of response_schema and response_json_schema can be set.");
        }
        if (json && !tools.isEmpty() && !Contents.needsSignature(model)) {
            throw ApiError.badRequest("Function calling with a response mime type: 'application/json' is unsupported");
        }
        JsonNode subset = config.path("responseSchema");
        return json
                ? new AnswerPart.Json(subset.isMissingNode() ? config.path("responseJsonSchema") : subset)
                : new AnswerPart.Text();
    }

    private static List<Tool> tools(ObjectNode body) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode group : body.path("tools")) {
            for (JsonNode function : group.path("functionDeclarations")) {
                String name = function.path("name").asText();
                if (!name.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}")) {
                    throw ApiError.badRequest("* GenerateContentRequest.tools[0].function_declarations[" + tools.size()
                            + "].name: Invalid function name. Must start with a letter or an underscore.");
                }
                JsonNode schema = function.path("parametersJsonSchema");
                if (!schema.isMissingNode() && function.has("parameters")) {
                    throw ApiError.badRequest("parameters and parameters_json_schema cannot be set together.");
                }
                tools.add(new Tool(name, schema.isMissingNode() ? function.get("parameters") : schema));
            }
        }
        return tools;
    }

    /** The functions that may be called: all, or those that the configuration names. */
    private static List<Tool> allowed(ObjectNode body, List<Tool> tools) {
        JsonNode config = body.path("toolConfig").path("functionCallingConfig");
        List<String> names = new ArrayList<>();
        config.path("allowedFunctionNames").forEach(name -> names.add(name.asText()));
        if (!names.isEmpty() && !config.path("mode").asText().matches("ANY|VALIDATED")) {
            throw ApiError.badRequest(
                    "Allowed function names can only be set when function calling mode is ANY or VALIDATED.");
        }
        for (String name : names) {
            if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw ApiError.badRequest("allowed_function_names contains a function that is not declared: " + name);
            }
        }
        return names.isEmpty()
                ? tools
                : tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private static ToolChoice choice(ObjectNode body) {
        JsonNode config = body.path("toolConfig").path("functionCallingConfig");
        return switch (config.path("mode").asText("AUTO")) {
            case "AUTO", "VALIDATED" -> ToolChoice.AUTO;
            case "NONE" -> ToolChoice.NONE;
            case "ANY" -> ToolChoice.REQUIRED;
            default ->
                throw ApiError.badRequest(
                        "Invalid value at 'tool_config.function_calling_config.mode': " + config.get("mode"));
        };
    }
}
