package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes the objects of an answer. Chat and generate differ only in where the text stands.
 *
 * @param model as the request names it
 * @param chat whether the text stands in a message
 * @param asked when the request came
 */
record OllamaAnswer(String model, boolean chat, AnswerShape shape, Instant asked, Clock clock) {
    /** A piece of text. */
    ObjectNode piece(String text) {
        return open(text).put("done", false);
    }

    /** The tool call, which always comes whole. */
    ObjectNode call(Generation generation, AnswerShape.ToolCall call) {
        ObjectNode line = open("");
        String text = String.join("", generation.plan().tokens());
        ObjectNode function = ((ObjectNode) line.get("message"))
                .putArray("tool_calls")
                .addObject()
                .putObject("function")
                .put("name", call.tool());
        // A call that the limit cut is no JSON any more; what could not be parsed is left out.
        function.set("arguments", JsonText.object(text).orElseGet(JsonText::object));
        return line.put("done", false);
    }

    /** The last object; unstreamed, it holds everything. */
    ObjectNode last(Generation generation, boolean whole) {
        boolean call = shape instanceof AnswerShape.ToolCall;
        String text = whole && !call ? String.join("", generation.plan().tokens()) : "";
        ObjectNode last = whole && shape instanceof AnswerShape.ToolCall made ? call(generation, made) : open(text);
        Duration total = Duration.between(asked, clock.instant());
        long first = (long) (generation.firstTokenSeconds() * 1e9);
        return last.put("done", true)
                .put("done_reason", generation.plan().finish() == FinishReason.LENGTH ? "length" : "stop")
                .put("total_duration", total.toNanos())
                .put("load_duration", 0)
                .put("prompt_eval_count", generation.plan().promptTokens())
                .put("prompt_eval_duration", first)
                .put("eval_count", generation.emitted())
                .put("eval_duration", Math.max(0, total.toNanos() - first));
    }

    /** The answer to a request without a prompt, which only loads the model. */
    ObjectNode loaded() {
        return open("").put("done_reason", "load").put("done", true);
    }

    private ObjectNode open(String text) {
        ObjectNode object = JsonText.object()
                .put("model", model)
                .put("created_at", clock.instant().toString());
        if (chat) {
            object.putObject("message").put("role", "assistant").put("content", text);
            return object;
        }
        return object.put("response", text);
    }
}
