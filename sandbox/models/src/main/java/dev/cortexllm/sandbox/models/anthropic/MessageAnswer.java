package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.CacheUse;
import dev.cortexllm.sandbox.models.wire.CallIds;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * Makes the parts of a {@code message} object, whole or for a stream.
 *
 * @param id of the message
 * @param callIds of the tool uses
 * @param cache what it tells of the cache
 * @param showsThoughts whether thinking is given as text, or by its signature alone
 */
record MessageAnswer(String id, String model, CallIds callIds, CacheUse cache, boolean showsThoughts) {
    /** The message with its content, as an unstreamed answer. */
    ObjectNode document(Generation generation) {
        AnswerPlan plan = generation.plan();
        ObjectNode message = open();
        ArrayNode content = message.putArray("content");
        for (int part = 0; part < plan.parts().size() && plan.reaches(part); part++) {
            content.add(block(plan, part));
        }
        message.put("stop_reason", stopReason(plan)).put("stop_sequence", plan.stop());
        message.set("usage", usage(generation, generation.emitted()));
        return message;
    }

    private ObjectNode block(AnswerPlan plan, int part) {
        String text = plan.text(part);
        ObjectNode block = emptyBlock(plan.parts().get(part), part);
        return switch (block.get("type").asText()) {
            // A call that the limit cut is no JSON any more; what could not be parsed is left out.
            case "tool_use" -> block.set("input", JsonText.object(text).orElseGet(JsonText::object));
            case "thinking" -> block.put("thinking", showsThoughts ? text : "").put("signature", Signature.of(text));
            default -> block.put("text", text);
        };
    }

    /** The message before its content, as a stream begins. */
    ObjectNode start(Generation generation) {
        ObjectNode message = open();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(generation, 1));
        return message;
    }

    /** The empty block that a stream fills. */
    ObjectNode emptyBlock(AnswerPart kind, int part) {
        ObjectNode block = JsonText.object();
        if (kind instanceof AnswerPart.ToolCall call) {
            block.put("type", "tool_use").put("id", callIds.of(part)).put("name", call.tool());
            block.putObject("input");
            return block;
        }
        return kind instanceof AnswerPart.Thinking
                ? block.put("type", "thinking").put("thinking", "").put("signature", "")
                : block.put("type", "text").put("text", "");
    }

    /** What a token adds to a block; for thoughts that are not shown, nothing. */
    ObjectNode delta(AnswerPart kind, String text) {
        ObjectNode delta = JsonText.object();
        if (kind instanceof AnswerPart.ToolCall) {
            return delta.put("type", "input_json_delta").put("partial_json", text);
        }
        if (kind instanceof AnswerPart.Thinking) {
            return showsThoughts ? delta.put("type", "thinking_delta").put("thinking", text) : null;
        }
        return delta.put("type", "text_delta").put("text", text);
    }

    static String stopReason(AnswerPlan plan) {
        return switch (plan.finish()) {
            case STOP -> plan.stop() == null ? "end_turn" : "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALL -> "tool_use";
        };
    }

    /** Cached tokens are counted apart: the whole prompt is the sum of the three input counts. */
    ObjectNode usage(Generation generation, int outputTokens) {
        int read = cache.read(generation);
        int written = cache.written(generation);
        int rest = generation.plan().promptTokens() - read;
        ObjectNode usage = JsonText.object()
                .put("input_tokens", rest - written)
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", read);
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", written)
                .put("ephemeral_1h_input_tokens", 0);
        usage.put("output_tokens", outputTokens);
        int thoughts = generation.plan().thoughts(outputTokens);
        if (thoughts > 0) {
            usage.putObject("output_tokens_details").put("thinking_tokens", thoughts);
        }
        return usage.put("service_tier", "standard");
    }

    private ObjectNode open() {
        return JsonText.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
