package dev.cortexllm.sandbox.models.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * What the model answered to the last {@value #KEPT} requests, in words of no vendor, so that a test can say what a client
 * must have got.
 */
public final class AnswerLog {
    /** Answers kept. */
    public static final int KEPT = 1_000;

    private final Deque<Answer> answers = new ArrayDeque<>();

    /** No more of a generation than this, which would hold on to its connection. */
    private record Answer(String requestId, String model, AnswerPlan plan, int emitted, int thoughts, int cached) {}

    /** Remembers an answer that is complete. */
    public void add(Generation generation) {
        answers.add(new Answer(
                generation.request().id(),
                generation.request().model(),
                generation.plan(),
                generation.emitted(),
                generation.thoughts(),
                generation.cachedTokens()));
        if (answers.size() > KEPT) {
            answers.remove();
        }
    }

    /** Renders the last answers, oldest first. */
    public ObjectNode json(int last) {
        ObjectNode log = JsonText.object();
        ArrayNode list = log.putArray("answers");
        answers.stream().skip(Math.max(0, answers.size() - last)).forEach(answer -> list.add(json(answer)));
        return log;
    }

    private static ObjectNode json(Answer answer) {
        AnswerPlan plan = answer.plan();
        ObjectNode json = JsonText.object()
                .put("requestId", answer.requestId())
                .put("model", answer.model())
                .put("finish", plan.finish().name().toLowerCase(Locale.ROOT))
                .put("stop", plan.stop())
                .put("promptTokens", plan.promptTokens())
                .put("cachedTokens", answer.cached())
                .put("completionTokens", answer.emitted())
                .put("thoughtTokens", answer.thoughts());
        ArrayNode parts = json.putArray("parts");
        for (int part = 0; part < plan.parts().size() && plan.reaches(part); part++) {
            AnswerPart kind = plan.parts().get(part);
            ObjectNode rendered = parts.addObject().put("kind", kind(kind)).put("text", plan.text(part));
            if (kind instanceof AnswerPart.ToolCall call) {
                rendered.put("tool", call.tool());
            }
        }
        return json;
    }

    private static String kind(AnswerPart part) {
        if (part instanceof AnswerPart.ToolCall) {
            return "call";
        }
        return part instanceof AnswerPart.Thinking ? "thoughts" : part instanceof AnswerPart.Json ? "json" : "text";
    }
}
