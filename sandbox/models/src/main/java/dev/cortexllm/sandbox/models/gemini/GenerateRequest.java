package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the body of a generate call, and refuses what Google refuses: above all every field it does not know. */
final class GenerateRequest {
    private static final Set<String> KNOWN =
            Set.of("model contents systemInstruction tools toolConfig safetySettings generationConfig cachedContent"
                    .split(" "));
    private static final Set<String> KNOWN_CONFIG =
            Set.of(("temperature topP topK candidateCount maxOutputTokens stopSequences presencePenalty"
                            + " frequencyPenalty seed responseMimeType responseSchema responseJsonSchema"
                            + " responseLogprobs logprobs responseModalities mediaResolution speechConfig"
                            + " thinkingConfig responseFormat")
                    .split(" "));
    private static final int MAX_STOPS = 5;

    private GenerateRequest() {}

    /** Turns a body in camel case into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model) {
        List<String> prompt = prompt(body, model);
        JsonNode config = body.path("generationConfig");
        refuseUnknown(config, KNOWN_CONFIG, " at 'generation_config'");
        if (config.path("candidateCount").asInt(1) > 1) {
            throw ApiError.badRequest("Multiple candidates is not enabled for this model");
        }
        JsonNode max = config.path("maxOutputTokens");
        if (max.isNumber() && max.asInt() < 1) {
            throw ApiError.badRequest("max_output_tokens must be positive.");
        }
        List<Tool> tools = tools(body);
        AnswerShape shape =
                AnswerShapes.choose(tools, choice(body), prompt.get(prompt.size() - 1), format(config, tools));
        return new GenerationRequest(
                id,
                model,
                prompt,
                max.isNumber() ? OptionalInt.of(max.asInt()) : OptionalInt.empty(),
                stops(config),
                shape);
    }

    /** Returns the texts that count: the system instruction, if any, and one per turn. */
    static List<String> prompt(ObjectNode body, String model) {
        refuseUnknown(body, KNOWN, "");
        List<String> prompt = new ArrayList<>();
        if (body.hasNonNull("systemInstruction")) {
            prompt.add(Contents.text(body.get("systemInstruction")));
        }
        prompt.addAll(Contents.read(body.path("contents"), model));
        return prompt;
    }

    private static void refuseUnknown(JsonNode object, Set<String> known, String place) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiError.badRequest("Invalid JSON payload received. Unknown name \"" + name + "\"" + place
                        + ": Cannot find field.");
            }
        });
    }

    private static List<String> stops(JsonNode config) {
        List<String> stops = new ArrayList<>();
        config.path("stopSequences").forEach(stop -> stops.add(stop.asText()));
        if (stops.size() > MAX_STOPS) {
            throw ApiError.badRequest("The number of stop sequences must be at most " + MAX_STOPS + ".");
        }
        return stops;
    }

    private static AnswerShape format(JsonNode config, List<Tool> tools) {
        boolean json = config.path("responseMimeType").asText().equals("application/json");
        boolean schema = config.hasNonNull("responseSchema") || config.hasNonNull("responseJsonSchema");
        if (schema && !json) {
            throw ApiError.badRequest("Response schema requires response_mime_type: application/json");
        }
        if (json && !tools.isEmpty()) {
            throw ApiError.badRequest("Function calling with a response mime type: 'application/json' is unsupported");
        }
        JsonNode subset = config.path("responseSchema");
        return json
                ? new AnswerShape.Json(subset.isMissingNode() ? config.path("responseJsonSchema") : subset)
                : new AnswerShape.Text();
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

    private static ToolChoice choice(ObjectNode body) {
        JsonNode config = body.path("toolConfig").path("functionCallingConfig");
        return switch (config.path("mode").asText("AUTO")) {
            case "AUTO", "VALIDATED" -> ToolChoice.AUTO;
            case "NONE" -> ToolChoice.NONE;
            case "ANY" ->
                config.path("allowedFunctionNames").isEmpty()
                        ? ToolChoice.REQUIRED
                        : ToolChoice.named(
                                config.get("allowedFunctionNames").get(0).asText());
            default ->
                throw ApiError.badRequest(
                        "Invalid value at 'tool_config.function_calling_config.mode': " + config.get("mode"));
        };
    }
}
