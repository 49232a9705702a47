package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What rightly does not matter in any case of a pair, so that no {@code case.yaml} need say it: a target has its own model,
 * a client its own dialect's constants, and what only the provider cares for goes nowhere.
 */
final class Indifference {
    /** By dialect: fields of requests that the router answers for itself, and what says the same when it is not said. */
    private static final Map<String, List<String>> REQUEST = Map.of(
            // Usage is asked for in any case, and kept from a client that did not ask; an answer is never stored twice.
            // A schema of arguments or of an answer is one of an object, and a call is one of a function.
            "openai",
                    List.of(
                            "model",
                            "stream_options",
                            "stream_options.**",
                            "store",
                            "messages[*].tool_calls[*].type removed",
                            "tools[*].function.parameters.type removed",
                            "functions[*].parameters.type removed",
                            "response_format.json_schema.schema.type removed"),
            "anthropic", List.of("model"));

    /** What the router mends in an answer that otherwise passes. */
    private static final List<String> MENDED =
            List.of("choices[*].finish_reason removed", "usage.total_tokens removed");

    /** By format: fields of answers that have no place in the other dialect, or say the same in every answer. */
    private static final Map<String, List<String>> ANSWER = Map.of(
            "openai",
                    List.of(
                            "object",
                            "created",
                            "system_fingerprint",
                            "service_tier",
                            // A choice without its index stands in its place; Anthropic has no probabilities.
                            "choices[*].index",
                            "choices[*].logprobs",
                            "choices[*].message.role",
                            "choices[*].message.annotations",
                            "choices[*].message.tool_calls[*].type",
                            "usage.total_tokens",
                            "usage.completion_tokens_details.accepted_prediction_tokens",
                            "usage.completion_tokens_details.rejected_prediction_tokens",
                            "usage.*_tokens_details.audio_tokens"),
            "anthropic",
                    List.of(
                            "type",
                            "role",
                            // The target's model stands in; no reason is the usual one.
                            "model removed",
                            "stop_reason removed",
                            "usage.service_tier",
                            "usage.inference_geo",
                            "usage.server_tool_use.**",
                            "usage.server_tool_use"),
            "gemini",
                    List.of(
                            // The target's model stands in.
                            "modelVersion removed",
                            "candidates[*].content.role",
                            "candidates[*].index",
                            "candidates[*].logprobsResult.**.tokenId",
                            "candidates[*].safetyRatings",
                            "candidates[*].safetyRatings**",
                            "candidates[*].avgLogprobs",
                            "usageMetadata.totalTokenCount",
                            "usageMetadata.*TokensDetails",
                            "usageMetadata.*TokensDetails**",
                            "usageMetadata.serviceTier",
                            "promptFeedback.safetyRatings",
                            "promptFeedback.safetyRatings**",
                            "createTime"));

    /** By format: the same of the events of streams. */
    private static final Map<String, List<String>> EVENT = Map.of(
            "openai",
                    List.of(
                            "object",
                            "created",
                            "system_fingerprint",
                            "service_tier",
                            "obfuscation",
                            "choices[*].index",
                            "choices[*].logprobs",
                            // Pieces of a call without an index belong to the call last begun.
                            "choices[*].delta.tool_calls[*].index",
                            "usage",
                            "choices[*].delta.role",
                            "choices[*].delta.tool_calls[*].type",
                            "usage.total_tokens",
                            "usage.completion_tokens_details.accepted_prediction_tokens",
                            "usage.completion_tokens_details.rejected_prediction_tokens",
                            "usage.*_tokens_details.audio_tokens"),
            "anthropic",
                    List.of(
                            "message.type",
                            "message.role",
                            "message.model removed",
                            // No reason is the usual one.
                            "delta removed",
                            "delta.stop_reason removed",
                            "message.content",
                            "message.stop_reason",
                            "message.stop_sequence",
                            "message.usage.output_tokens",
                            "message.usage.service_tier",
                            "message.usage.inference_geo",
                            "usage.server_tool_use",
                            "usage.server_tool_use.**"),
            "gemini", ANSWER.get("gemini"));

    /** By format: fields that every event of a stream repeats; the first one tells. */
    private static final Map<String, List<String>> REPEATED = Map.of(
            "openai", List.of("id", "model"),
            "anthropic", List.of(),
            "gemini", List.of("responseId", "modelVersion"));

    /** By format: the field of events that replaces what an earlier one said in the same place. */
    private static final Map<String, String> REPLACED =
            Map.of("openai", "usage", "anthropic", "usage", "gemini", "usageMetadata");

    private Indifference() {}

    static Globs request(GoldenCase golden) {
        return new Globs(
                golden.passes() ? List.of("model", "stream_options.include_usage") : REQUEST.get(golden.dialect()));
    }

    static Globs answer(GoldenCase golden) {
        return new Globs(golden.passes() ? MENDED : ANSWER.get(golden.format()));
    }

    static Globs stream(GoldenCase golden, List<Events> events) {
        List<String> globs = new ArrayList<>();
        EVENT.get(golden.format()).forEach(field -> globs.add("[*]." + field));
        String replaced = REPLACED.get(golden.format());
        int lastReplaced = -1;
        for (int i = 0; i < events.size(); i++) {
            lastReplaced = has(events.get(i), replaced) ? i : lastReplaced;
        }
        boolean seen = false;
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                String at = "[" + i + "].";
                REPEATED.get(golden.format()).forEach(field -> globs.add(at + field));
            }
            if (golden.format().equals("openai")) {
                globs.addAll(emptyChoices("[" + i + "].", events.get(i).json()));
            }
            if (i < lastReplaced) {
                globs.add("[" + i + "]." + replaced);
                globs.add("[" + i + "]." + replaced + ".**");
            } else if (i == lastReplaced && seen) {
                // Totals may be told again, or may not.
                globs.add("[" + i + "]." + replaced + ".** removed");
            }
            seen |= has(events.get(i), replaced);
        }
        return new Globs(globs);
    }

    private static boolean has(Events event, String field) {
        JsonNode data = event.json();
        return data != null && data.hasNonNull(field);
    }

    /**
     * What a chunk of OpenAI's format may lack or say otherwise: what is empty, and that the model was done or calls tools,
     * for a stream that ends without a word or with an unknown one counts as done, and calls are seen by themselves.
     */
    private static List<String> emptyChoices(String at, JsonNode chunk) {
        if (chunk == null) {
            return List.of();
        }
        JsonNode choice = chunk.path("choices").path(0);
        String reason = choice.path("finish_reason").asText("");
        boolean done = List.of("", "null", "stop", "tool_calls").contains(reason);
        List<String> globs = new ArrayList<>();
        for (JsonNode call : choice.path("delta").path("tool_calls")) {
            if (call.path("function").path("arguments").asText("-").isEmpty()) {
                globs.add(at + "choices[0].delta.tool_calls[*].function.arguments");
            }
        }
        boolean silent = true;
        for (Map.Entry<String, JsonNode> field : choice.path("delta").properties()) {
            JsonNode value = field.getValue();
            boolean empty = field.getKey().equals("role")
                    || value.isNull()
                    || value.isTextual() && value.asText().isEmpty();
            silent &= empty;
            if (empty) {
                globs.add(at + "choices[0].delta." + field.getKey());
            }
        }
        if (silent) {
            globs.add(at + "choices[0].delta");
        }
        if (silent && done) {
            globs.add(at + "choices");
        }
        if (done) {
            globs.add(at + "choices[0].finish_reason");
        }
        return globs;
    }
}
