package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Makes one {@code chat.completion} document. */
record ChatBody(Envelope envelope, AnswerShape shape, String callId) {
    ObjectNode document(Generation generation) {
        ObjectNode document = envelope.open("chat.completion");
        ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(String.join("", generation.plan().tokens())));
        choice.putNull("logprobs")
                .put("finish_reason", envelope.finish(generation.plan().finish()));
        if (envelope.style().stopReasonField()) {
            choice.putNull("stop_reason");
        }
        document.set("usage", envelope.usage(generation));
        return document;
    }

    private ObjectNode message(String text) {
        ObjectNode message = JsonText.object().put("role", "assistant");
        if (shape instanceof AnswerShape.ToolCall call) {
            ObjectNode made = message.putNull("content").putArray("tool_calls").addObject();
            made.put("id", callId).put("type", "function");
            made.putObject("function").put("name", call.tool()).put("arguments", text);
        } else {
            message.put("content", text);
        }
        if (envelope.style().refusalField()) {
            message.putNull("refusal").putArray("annotations");
        }
        return message;
    }
}
