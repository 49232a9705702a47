package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an answer of one or many {@code GenerateContentResponse}s (facts/wire/gemini.md sections 3 and 7). There is no
 * closing mark: the answer is whole when the bytes have ended and every candidate said why it finished, or the prompt was
 * blocked.
 */
final class ResponseReader {
    private static final int OK = 200;
    /** {@code candidateCount} goes to 8 (facts/wire/gemini.md section 2). */
    private static final int MOST_CANDIDATES = 8;

    private final ToolNames names;
    private final CallIds ids;
    private final UsageReading usage = new UsageReading();
    private final SortedMap<Integer, CandidateReader> candidates = new TreeMap<>();
    private boolean started;
    private String id;
    private String blocked;

    ResponseReader(ToolNames names, CallIds ids) {
        this.names = names;
        this.ids = ids;
    }

    /**
     * Reads the next piece.
     *
     * @param bytes where it is
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @param sink told what it says
     * @throws MalformedStream when it is no such response
     * @throws UpstreamFailed when it is an error
     */
    void read(byte[] bytes, int from, int to, AnswerSink sink) throws MalformedStream {
        JsonNode response;
        try {
            response = JsonTrees.read(bytes, from, to);
        } catch (IOException e) {
            throw new MalformedStream("not JSON");
        }
        JsonNode error = ErrorReading.error(response);
        if (error != null) {
            throw new UpstreamFailed(ErrorReading.of(OK, error));
        }
        read(Fields.objectItself(response, "response"), sink);
    }

    private void read(JsonNode response, AnswerSink sink) throws MalformedStream {
        if (response.hasNonNull("error")) {
            throw new MalformedStream("'error' is not an object");
        }
        if (!started) {
            started = true;
            id = Fields.text(response, "responseId");
            sink.start(id, Fields.text(response, "modelVersion"));
        }
        JsonNode feedback = Fields.object(response, "promptFeedback");
        if (feedback != null && Fields.text(feedback, "blockReason") != null) {
            block(feedback);
        }
        for (JsonNode candidate : Fields.array(response, "candidates")) {
            candidate(Fields.objectItself(candidate, "candidate")).read(candidate, id, sink);
        }
        JsonNode metadata = Fields.object(response, "usageMetadata");
        if (metadata != null) {
            sink.usage(usage.read(metadata));
        }
    }

    private CandidateReader candidate(JsonNode candidate) throws MalformedStream {
        JsonNode index = candidate.path("index");
        // Left out where it is 0, as everywhere in Google's JSON.
        int number = index.isInt() ? index.intValue() : index.isMissingNode() || index.isNull() ? 0 : -1;
        if (number < 0 || number >= MOST_CANDIDATES) {
            throw new MalformedStream("'index' is not the number of a candidate");
        }
        return candidates.computeIfAbsent(number, n -> new CandidateReader(n, names, ids));
    }

    private void block(JsonNode feedback) throws MalformedStream {
        String message = Fields.text(feedback, "blockReasonMessage");
        blocked = message == null || message.isEmpty()
                ? "The prompt was blocked (" + Fields.text(feedback, "blockReason") + ")."
                : message;
    }

    /**
     * The bytes have ended.
     *
     * @param sink told the end, if it is one
     * @throws UpstreamFailed when the model went astray and said nothing: another may do better
     */
    void end(AnswerSink sink) throws UpstreamFailed {
        if (candidates.isEmpty() && blocked != null) {
            sink.refusal(0, blocked);
            sink.finish(0, FinishReason.CONTENT_FILTER, null);
            sink.end();
        } else if (!candidates.isEmpty() && candidates.values().stream().allMatch(CandidateReader::finished)) {
            failIfAstray();
            for (CandidateReader candidate : candidates.values()) {
                candidate.finish(sink);
            }
            sink.end();
        }
    }

    private void failIfAstray() throws UpstreamFailed {
        boolean content = candidates.values().stream().anyMatch(CandidateReader::hasContent);
        for (CandidateReader candidate : candidates.values()) {
            if (!content && candidate.astray()) {
                throw new UpstreamFailed(new UpstreamError(Kind.SERVER_ERROR, candidate.explanation(), null, null, 0));
            }
        }
    }
}
