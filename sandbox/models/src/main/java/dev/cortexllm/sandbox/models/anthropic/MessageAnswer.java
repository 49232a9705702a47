package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * Makes the parts of a {@code message} object, whole or for a stream.
 *
 * @param id of the message
 * @param callId of the tool use, if the answer is one
 */
record MessageAnswer(String id, String model, AnswerShape shape, String callId) {
    /** The message with its content, as an unstreamed answer. */
    ObjectNode document(Generation generation) {
        ObjectNode message = open();
        ObjectNode block = message.putArray("content").addObject();
        String text = String.join("", generation.plan().tokens());
        if (shape instanceof AnswerShape.ToolCall call) {
            block.put("type", "tool_use").put("id", callId).put("name", call.tool());
            // A call that the limit cut is no JSON any more; what could not be parsed is left out.
            block.set("input", JsonText.object(text).orElseGet(JsonText::object));
        } else {
            block.put("type", "text").put("text", text);
        }
        message.put("stop_reason", stopReason(generation)).putNull("stop_sequence");
        message.set("usage", usage(generation, generation.emitted()));
        return message;
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
    ObjectNode emptyBlock() {
        ObjectNode block = JsonText.object();
        if (shape instanceof AnswerShape.ToolCall call) {
            block.put("type", "tool_use")
                    .put("id", callId)
                    .put("name", call.tool())
                    .putObject("input");
            return block;
        }
        return block.put("type", "text").put("text", "");
    }

    ObjectNode delta(String text) {
        return shape instanceof AnswerShape.ToolCall
                ? JsonText.object().put("type", "input_json_delta").put("partial_json", text)
                : JsonText.object().put("type", "text_delta").put("text", text);
    }

    String stopReason(Generation generation) {
        FinishReason reason = generation.plan().finish();
        return switch (reason) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALL -> "tool_use";
        };
    }

    /** Cached tokens are counted apart: the whole prompt is the sum of the three input counts. */
    private static ObjectNode usage(Generation generation, int outputTokens) {
        return JsonText.object()
                .put("input_tokens", generation.plan().promptTokens() - generation.cachedTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", generation.cachedTokens())
                .put("output_tokens", outputTokens)
                .put("service_tier", "standard");
    }

    private ObjectNode open() {
        return JsonText.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
