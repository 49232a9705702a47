package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * What all parts of one answer have in common.
 *
 * @param id of the answer
 * @param created seconds of the epoch
 * @param model as it is named in the answer
 * @param style how this server writes
 * @param namedTool whether the request forced a tool by name
 * @param includeUsage whether a stream ends with a usage chunk
 */
record Envelope(String id, long created, String model, Style style, boolean namedTool, boolean includeUsage) {
    /** The outer fields of a document or chunk. */
    ObjectNode open(String object) {
        ObjectNode outer = JsonText.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
        if (style.fingerprint() != null) {
            outer.put("service_tier", "default").put("system_fingerprint", style.fingerprint());
        }
        return outer;
    }

    String finish(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALL -> namedTool ? "stop" : "tool_calls";
        };
    }

    ObjectNode usage(Generation generation) {
        return usage(
                generation.plan().promptTokens(),
                generation.emitted(),
                generation.cachedTokens(),
                generation.thoughts());
    }

    private ObjectNode usage(int prompt, int completion, int cached, int thoughts) {
        ObjectNode usage = JsonText.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        if (!style.details()) {
            return usage.putNull("prompt_tokens_details");
        }
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", thoughts)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
