package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.List;

/**
 * Writes a stream of responses: as server-sent events with {@code \r\n} line ends and no closing mark when the call says
 * {@code alt=sse}, else as the elements of one JSON array. A call is written once it is whole.
 */
final class CandidateStream implements AnswerWriter {
    private final Candidate candidate;
    private final boolean sse;
    private Generation generation;
    private int part;
    private boolean first = true;

    CandidateStream(Candidate candidate, boolean sse) {
        this.candidate = candidate;
        this.sse = sse;
    }

    @Override
    public String contentType() {
        return sse ? "text/event-stream" : "application/json; charset=UTF-8";
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
    public String begin(Generation started) {
        generation = started;
        return "";
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        String before = "";
        if (token.part() != part) {
            before = isCall(part) ? frame(response(candidate.whole(generation.plan(), part), null)) : "";
            part = token.part();
        }
        AnswerPart kind = generation.plan().parts().get(part);
        if (isCall(part) || !candidate.shows(kind)) {
            return before;
        }
        return before + frame(response(candidate.piece(kind, token.text()), null));
    }

    private boolean isCall(int index) {
        return generation.plan().parts().get(index) instanceof AnswerPart.ToolCall;
    }

    private ObjectNode response(ObjectNode content, String finish) {
        return candidate.response(List.of(content), generation, finish);
    }

    @Override
    public String end(Generation finished) {
        ObjectNode last = isCall(part)
                ? candidate.whole(finished.plan(), part)
                : JsonText.object().put("text", "");
        return frame(response(last, Candidate.finish(finished))) + (sse ? "" : "]");
    }

    @Override
    public String broken(ApiError error) {
        return frame(GeminiErrors.body(error)) + (sse ? "" : "]");
    }

    private String frame(ObjectNode data) {
        String before = first ? "[" : ",\r\n";
        first = false;
        return sse ? "data: " + JsonText.of(data) + "\r\n\r\n" : before + JsonText.of(data);
    }
}
