package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes {@code GenerateContentResponse} objects: a whole answer, or the pieces of a stream, which have the same form.
 *
 * @param id of the response
 * @param showsThoughts whether thoughts are part of the content, or only counted
 */
record Candidate(String id, String model, boolean showsThoughts) {
    ObjectNode document(Generation generation) {
        AnswerPlan plan = generation.plan();
        List<ObjectNode> parts = new ArrayList<>();
        for (int part = 0; part < plan.parts().size() && plan.reaches(part); part++) {
            if (shows(plan.parts().get(part))) {
                parts.add(whole(plan, part));
            }
        }
        return response(parts, generation, finish(generation));
    }

    /** Whether anything of a part is written. */
    boolean shows(AnswerPart kind) {
        return showsThoughts || !(kind instanceof AnswerPart.Thinking);
    }

    /** A piece of text or of thoughts. */
    ObjectNode piece(AnswerPart kind, String text) {
        ObjectNode part = JsonText.object().put("text", text);
        return kind instanceof AnswerPart.Thinking ? part.put("thought", true) : part;
    }

    /** A part as a whole, as calls always come. */
    ObjectNode whole(AnswerPlan plan, int index) {
        if (!(plan.parts().get(index) instanceof AnswerPart.ToolCall call)) {
            return piece(plan.parts().get(index), plan.text(index));
        }
        ObjectNode part = JsonText.object();
        ObjectNode made = part.putObject("functionCall").put("name", call.tool());
        // A call that the limit cut is no JSON any more; what could not be parsed is left out.
        made.set("args", JsonText.object(plan.text(index)).orElseGet(JsonText::object));
        // Of parallel calls only the first is signed.
        boolean first = plan.parts().subList(0, index).stream().noneMatch(AnswerPart.ToolCall.class::isInstance);
        if (first && Contents.needsSignature(model)) {
            part.put("thoughtSignature", Contents.signature(call.tool()));
        }
        return part;
    }

    static String finish(Generation generation) {
        return generation.plan().finish() == FinishReason.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    /**
     * A response.
     *
     * @param parts of its content
     * @param finish why the answer ends, or null while it goes on
     */
    ObjectNode response(List<ObjectNode> parts, Generation generation, String finish) {
        ObjectNode response = JsonText.object();
        ObjectNode candidate = response.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        // Where thinking has used up the limit, the content is bare.
        if (!parts.isEmpty()) {
            content.putArray("parts").addAll(parts);
        }
        content.put("role", "model");
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        candidate.put("index", 0);
        response.set("usageMetadata", usage(generation));
        return response.put("modelVersion", model).put("responseId", id);
    }

    private static ObjectNode usage(Generation generation) {
        int prompt = generation.plan().promptTokens();
        int thoughts = generation.thoughts();
        ObjectNode usage = JsonText.object()
                .put("promptTokenCount", prompt)
                .put("candidatesTokenCount", generation.emitted() - thoughts)
                .put("totalTokenCount", prompt + generation.emitted());
        if (generation.cachedTokens() > 0) {
            usage.put("cachedContentTokenCount", generation.cachedTokens());
        }
        if (thoughts > 0) {
            usage.put("thoughtsTokenCount", thoughts);
        }
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", prompt);
        return usage;
    }
}
