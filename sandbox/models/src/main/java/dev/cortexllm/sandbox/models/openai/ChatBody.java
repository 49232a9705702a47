package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.CallIds;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Makes one {@code chat.completion} document. */
record ChatBody(Envelope envelope, CallIds callIds) {
    ObjectNode document(Generation generation) {
        AnswerPlan plan = generation.plan();
        ObjectNode document = envelope.open("chat.completion");
        ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(plan));
        choice.putNull("logprobs").put("finish_reason", envelope.finish(plan.finish()));
        if (envelope.style().engineFields()) {
            choice.put("stop_reason", plan.stop());
        }
        document.set("usage", envelope.usage(generation));
        if (envelope.style().engineFields()) {
            document.putNull("prompt_logprobs").putNull("kv_transfer_params");
        }
        return document;
    }

    private ObjectNode message(AnswerPlan plan) {
        ObjectNode message = JsonText.object().put("role", "assistant");
        String content = null;
        String thoughts = null;
        ArrayNode calls = JsonText.object().putArray("tool_calls");
        for (int part = 0; part < plan.parts().size() && (part == 0 || plan.reaches(part)); part++) {
            AnswerPart kind = plan.parts().get(part);
            if (kind instanceof AnswerPart.ToolCall call) {
                add(calls, part, call, plan.text(part));
            } else if (kind instanceof AnswerPart.Thinking) {
                thoughts = plan.text(part);
            } else {
                content = plan.text(part);
            }
        }
        message.put("content", content == null && calls.isEmpty() ? "" : content);
        if (envelope.style().refusalField()) {
            message.putNull("refusal").putArray("annotations");
        }
        if (envelope.style().engineFields()) {
            message.putNull("refusal").putNull("annotations").putNull("audio").putNull("function_call");
            message.put("reasoning", thoughts);
        }
        if (!calls.isEmpty() || envelope.style().engineFields()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private void add(ArrayNode calls, int part, AnswerPart.ToolCall call, String arguments) {
        ObjectNode made = calls.addObject().put("id", callIds.of(part)).put("type", "function");
        made.putObject("function").put("name", call.tool()).put("arguments", arguments);
    }
}
