package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Set;

/**
 * The top-level parameters that OpenAI knows for a path (openai-node types of 2026-08-21). It refuses all others, which
 * is how a router is caught that sends its own or another vendor's fields upstream.
 */
record Known(Set<String> parameters) {
    private static final Known CHAT =
            named("model messages audio frequency_penalty presence_penalty function_call functions logit_bias logprobs"
                    + " top_logprobs max_completion_tokens max_tokens metadata modalities moderation n"
                    + " parallel_tool_calls prediction prompt_cache_key prompt_cache_options prompt_cache_retention"
                    + " reasoning_effort response_format safety_identifier seed service_tier stop store stream"
                    + " stream_options temperature top_p tool_choice tools user verbosity web_search_options");
    private static final Known TEXT =
            named("model prompt best_of echo frequency_penalty presence_penalty logit_bias logprobs max_tokens n seed"
                    + " stop stream stream_options suffix temperature top_p user");
    private static final Known EMBEDDINGS = named("model input dimensions encoding_format user");

    private static Known named(String names) {
        return new Known(Set.of(names.split(" ")));
    }

    static Known of(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> CHAT;
            case "/v1/completions" -> TEXT;
            default -> EMBEDDINGS;
        };
    }

    void refuseOthers(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!parameters.contains(name)) {
                throw ApiError.badRequest("Unrecognized request argument supplied: " + name);
            }
        });
    }
}
