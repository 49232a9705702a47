package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * Writes a stream of responses: as server-sent events with {@code \r\n} line ends and no closing mark when the call says
 * {@code alt=sse}, else as the elements of one JSON array.
 */
final class CandidateStream implements AnswerWriter {
    private final Candidate candidate;
    private final boolean sse;
    private Generation generation;
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
    public String piece(String text) {
        return candidate.isCall() ? "" : frame(candidate.piece(text, generation));
    }

    @Override
    public String end(Generation finished) {
        return frame(candidate.end(finished)) + (sse ? "" : "]");
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
