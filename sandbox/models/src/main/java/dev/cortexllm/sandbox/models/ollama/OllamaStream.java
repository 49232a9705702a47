package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Writes one JSON object per line; the last says {@code done}. */
final class OllamaStream implements AnswerWriter {
    private final OllamaAnswer answer;

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
        return "";
    }

    @Override
    public String piece(String text) {
        return answer.shape() instanceof AnswerShape.ToolCall ? "" : line(answer.piece(text));
    }

    @Override
    public String end(Generation generation) {
        String call = answer.shape() instanceof AnswerShape.ToolCall made ? line(answer.call(generation, made)) : "";
        return call + line(answer.last(generation, false));
    }

    @Override
    public String broken(ApiError error) {
        return line(JsonText.object().put("error", error.getMessage()));
    }

    private static String line(ObjectNode object) {
        return JsonText.of(object) + "\n";
    }
}
