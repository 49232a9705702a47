package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Writes one JSON object per line; the last says {@code done}. */
final class OllamaStream implements AnswerWriter {
    private final OllamaAnswer answer;
    private AnswerPlan plan;
    private int part;

    OllamaStream(OllamaAnswer answer) {
        this.answer = answer;
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean headersAtOnce() {
        return false;
    }

    @Override
    public String begin(Generation generation) {
        plan = generation.plan();
        return "";
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        String before = "";
        if (token.part() != part) {
            before = callOf(part);
            part = token.part();
        }
        return OllamaAnswer.isCall(plan, part) ? before : before + line(answer.piece(token.text()));
    }

    private String callOf(int index) {
        return OllamaAnswer.isCall(plan, index) ? line(answer.call(plan, index)) : "";
    }

    @Override
    public String end(Generation generation) {
        return callOf(part) + line(answer.last(generation, false));
    }

    @Override
    public String broken(ApiError error) {
        return line(JsonText.object().put("error", error.getMessage()));
    }

    private static String line(ObjectNode object) {
        return JsonText.of(object) + "\n";
    }
}
