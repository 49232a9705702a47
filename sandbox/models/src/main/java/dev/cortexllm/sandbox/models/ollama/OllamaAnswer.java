package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
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
record OllamaAnswer(String model, boolean chat, Instant asked, Clock clock) {
    /** A piece of text. */
    ObjectNode piece(String text) {
        return open(text).put("done", false);
    }

    /** A tool call, which always comes whole. */
    ObjectNode call(AnswerPlan plan, int part) {
        ObjectNode line = open("");
        add(line, plan, part);
        return line.put("done", false);
    }

    private static void add(ObjectNode line, AnswerPlan plan, int part) {
        AnswerPart.ToolCall call = (AnswerPart.ToolCall) plan.parts().get(part);
        ObjectNode message = (ObjectNode) line.get("message");
        ObjectNode function = message.withArray("tool_calls")
                .addObject()
                .putObject("function")
                .put("name", call.tool());
        // A call that the limit cut is no JSON any more; what could not be parsed is left out.
        function.set("arguments", JsonText.object(plan.text(part)).orElseGet(JsonText::object));
    }

    /** The last object; unstreamed, it holds everything. */
    ObjectNode last(Generation generation, boolean whole) {
        ObjectNode last = whole ? content(generation.plan()) : open("");
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

    private ObjectNode content(AnswerPlan plan) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < plan.parts().size(); part++) {
            text.append(isCall(plan, part) ? "" : plan.text(part));
        }
        ObjectNode content = open(text.toString());
        for (int part = 0; part < plan.parts().size() && plan.reaches(part); part++) {
            if (isCall(plan, part)) {
                add(content, plan, part);
            }
        }
        return content;
    }

    static boolean isCall(AnswerPlan plan, int part) {
        return plan.parts().get(part) instanceof AnswerPart.ToolCall;
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
