package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * Makes {@code GenerateContentResponse} objects: a whole answer, or the pieces of a stream, which have the same form.
 *
 * @param id of the response
 */
record Candidate(String id, String model, AnswerShape shape) {
    ObjectNode document(Generation generation) {
        return response(last(generation), generation, finish(generation));
    }

    /** A piece of text. */
    ObjectNode piece(String text, Generation generation) {
        return response(JsonText.object().put("text", text), generation, null);
    }

    /** The end of a stream: nothing new, or the function call, which always comes whole. */
    ObjectNode end(Generation generation) {
        return response(
                isCall() ? last(generation) : JsonText.object().put("text", ""), generation, finish(generation));
    }

    boolean isCall() {
        return shape instanceof AnswerShape.ToolCall;
    }

    private ObjectNode last(Generation generation) {
        String text = String.join("", generation.plan().tokens());
        ObjectNode part = JsonText.object();
        if (shape instanceof AnswerShape.ToolCall call) {
            ObjectNode made = part.putObject("functionCall").put("name", call.tool());
            // A call that the limit cut is no JSON any more; what could not be parsed is left out.
            made.set("args", JsonText.object(text).orElseGet(JsonText::object));
            if (Contents.needsSignature(model)) {
                part.put("thoughtSignature", Contents.signature(call.tool()));
            }
            return part;
        }
        return part.put("text", text);
    }

    private static String finish(Generation generation) {
        return generation.plan().finish() == FinishReason.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    private ObjectNode response(ObjectNode part, Generation generation, String finish) {
        ObjectNode response = JsonText.object();
        ObjectNode candidate = response.putArray("candidates").addObject();
        candidate.putObject("content").put("role", "model").putArray("parts").add(part);
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        candidate.put("index", 0);
        int prompt = generation.plan().promptTokens();
        ObjectNode usage = response.putObject("usageMetadata")
                .put("promptTokenCount", prompt)
                .put("candidatesTokenCount", generation.emitted())
                .put("totalTokenCount", prompt + generation.emitted());
        if (generation.cachedTokens() > 0) {
            usage.put("cachedContentTokenCount", generation.cachedTokens());
        }
        return response.put("modelVersion", model).put("responseId", id);
    }
}
