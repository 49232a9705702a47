package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;

/**
 * Reads one candidate, piece by piece. Its reason to finish may come in any piece, even in each, and content after it; so
 * it is told only when the answer has ended.
 */
final class CandidateReader {
    private final int index;
    private final ToolNames names;
    private final CallIds ids;
    private int calls;
    private boolean content;
    private boolean thinking;
    private String reason;
    private String message;

    CandidateReader(int index, ToolNames names, CallIds ids) {
        this.index = index;
        this.names = names;
        this.ids = ids;
    }

    /**
     * Reads the next piece.
     *
     * @param candidate an object of {@code candidates}
     * @param answer id of the answer, or null
     * @param sink told what it says
     * @throws MalformedStream when a field has the wrong type
     */
    void read(JsonNode candidate, String answer, AnswerSink sink) throws MalformedStream {
        JsonNode said = Fields.object(candidate, "content");
        if (said != null) {
            for (JsonNode part : Fields.array(said, "parts")) {
                part(Fields.objectItself(part, "part"), answer, sink);
            }
        }
        JsonNode logprobs = Fields.object(candidate, "logprobsResult");
        JsonNode turned = logprobs == null ? null : LogprobsReading.of(logprobs);
        if (turned != null) {
            sink.logprobs(index, turned);
        }
        String finish = Fields.text(candidate, "finishReason");
        if (finish != null && !finish.equals("FINISH_REASON_UNSPECIFIED")) {
            reason = finish;
            message = Fields.text(candidate, "finishMessage");
        }
    }

    private void part(JsonNode part, String answer, AnswerSink sink) throws MalformedStream {
        String signature = Fields.text(part, "thoughtSignature");
        JsonNode call = Fields.object(part, "functionCall");
        if (call != null) {
            sign(signature, sink);
            call(call, signature, answer, sink);
        } else if (part.path("thought").asBoolean()) {
            think(Fields.text(part, "text"), sink);
            sign(signature, sink);
        } else {
            sign(signature, sink);
            say(Fields.text(part, "text"), Fields.object(part, "inlineData"), sink);
        }
    }

    private void think(String text, AnswerSink sink) {
        if (text != null && !text.isEmpty()) {
            thinking = true;
            sink.reasoning(index, text);
        }
    }

    /**
     * Tells a signature that belongs to the thought just told. Elsewhere, but for calls, Google asks for none back, and
     * there is no thought it could be told with.
     */
    private void sign(String signature, AnswerSink sink) {
        if (thinking && signature != null && !signature.isEmpty()) {
            thinking = false;
            sink.signature(index, Signatures.marked(signature));
        }
    }

    /**
     * Text or an image, which becomes text too: no dialect has images in answers, so it is written as Markdown. Sound, and
     * what tools that no request here asks for leave behind, is passed over.
     */
    private void say(String text, JsonNode blob, AnswerSink sink) throws MalformedStream {
        String said = text;
        if (blob != null) {
            String type = Fields.text(blob, "mimeType");
            String data = Fields.text(blob, "data");
            said = type != null && type.startsWith("image/") && data != null
                    ? "![image](data:" + type + ";base64," + data + ")"
                    : text;
        }
        if (said != null && !said.isEmpty()) {
            thinking = false;
            content = true;
            sink.text(index, said);
        }
    }

    private void call(JsonNode call, String signature, String answer, AnswerSink sink) throws MalformedStream {
        String name = Fields.text(call, "name");
        if (name == null || name.isEmpty()) {
            throw new MalformedStream("a function call has no name");
        }
        String given = Fields.text(call, "id");
        String id = ids.next(given == null || given.isEmpty() ? null : given, answer);
        String proof = signature == null || signature.isEmpty() ? null : signature;
        JsonNode arguments = Fields.object(call, "args");
        thinking = false;
        content = true;
        sink.tool(index, calls, id, names.client(name), proof);
        // Said even where there are none: the call is whole, whatever comes behind it.
        sink.arguments(index, calls, arguments == null ? "{}" : JsonTrees.text(arguments));
        calls++;
    }

    /** Whether it said why it finished. */
    boolean finished() {
        return reason != null;
    }

    /** Whether it said or called something. */
    boolean hasContent() {
        return content;
    }

    /** Whether the model went astray in it. */
    boolean astray() {
        return reason != null && Finish.astray(reason);
    }

    /** Why it finished and what is said of that. */
    String explanation() {
        return message == null || message.isEmpty() ? reason : reason + ": " + message;
    }

    /** Tells why it finished. */
    void finish(AnswerSink sink) {
        sink.finish(index, Finish.of(reason, calls > 0), null);
    }
}
