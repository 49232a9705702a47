package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the body of {@code /v1/messages}, and refuses what Anthropic refuses, in its words. */
final class MessagesRequest {
    private static final Set<String> COUNTED =
            Set.of(("model messages system tools tool_choice thinking output_config cache_control mcp_servers"
                            + " context_management")
                    .split(" "));
    private static final Set<String> KNOWN = Set.of(
            ("model max_tokens messages system stop_sequences stream temperature top_p top_k tools tool_choice thinking"
                            + " output_config metadata service_tier cache_control container inference_geo mcp_servers"
                            + " context_management")
                    .split(" "));

    private MessagesRequest() {}

    /** Turns a body into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model) {
        Blocks.refuseUnknown(body, KNOWN, "");
        int maxTokens = maxTokens(body);
        List<String> prompt = prompt(body);
        range(body, "temperature");
        range(body, "top_p");
        Blocks.refuseUnknown(body.path("metadata"), Set.of("user_id"), "metadata.");
        List<Tool> tools = Tools.read(body);
        Thinking.check(body);
        List<AnswerPart> parts = AnswerShapes.choose(
                tools, Tools.choice(body, tools), prompt.get(prompt.size() - 1), OutputConfig.shape(body));
        return new GenerationRequest(
                id,
                model,
                prompt,
                OptionalInt.of(maxTokens),
                stops(body),
                Thinking.on(body) ? AnswerShapes.afterThinking(parts) : parts);
    }

    /** Counts what the body of a count holds. */
    static int count(ObjectNode body) {
        Blocks.refuseUnknown(body, COUNTED, "");
        Tools.choice(body, Tools.read(body));
        return TokenCount.ofMessages(prompt(body));
    }

    /** Returns whether something is marked for the cache. */
    static boolean marked(ObjectNode body) {
        return body.findValue("cache_control") != null;
    }

    /** Returns the texts that count: the system text, if any, and one per message. */
    private static List<String> prompt(ObjectNode body) {
        List<String> prompt = new ArrayList<>();
        if (body.hasNonNull("system")) {
            prompt.add(Turns.text(body.get("system"), "system", "system"));
        }
        prompt.addAll(Turns.read(body.path("messages")));
        return prompt;
    }

    private static int maxTokens(ObjectNode body) {
        JsonNode value = body.path("max_tokens");
        if (value.isMissingNode() || value.isNull()) {
            throw ApiError.badRequest("max_tokens: Field required");
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ApiError.badRequest("max_tokens: Input should be a valid integer");
        }
        if (value.intValue() < 1) {
            throw ApiError.badRequest("max_tokens: must be greater than or equal to 1");
        }
        return value.intValue();
    }

    private static void range(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
                throw ApiError.badRequest(name + ": range: 0..1");
            }
        }
    }

    private static List<String> stops(ObjectNode body) {
        List<String> stops = new ArrayList<>();
        for (JsonNode stop : body.path("stop_sequences")) {
            if (stop.asText().isBlank()) {
                throw ApiError.badRequest("stop_sequences: each stop sequence must contain non-whitespace");
            }
            stops.add(stop.asText());
        }
        return stops;
    }
}
