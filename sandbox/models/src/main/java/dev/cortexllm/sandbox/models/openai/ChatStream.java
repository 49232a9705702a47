package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/**
 * Writes {@code chat.completion.chunk} events: role, deltas, finish, usage if asked, {@code [DONE]}.
 *
 * <p>The text around a token is the same in every chunk of an answer, so it is rendered once and cut at a mark: the
 * load benchmarks hold ten thousand of these streams.
 */
final class ChatStream implements AnswerWriter {
    private static final String MARK = "@";

    private final Envelope envelope;
    private final Dialect dialect;
    private final AnswerShape shape;
    private final String callId;
    private final String before;
    private final String after;

    ChatStream(Envelope envelope, Dialect dialect, AnswerShape shape, String callId) {
        this.envelope = envelope;
        this.dialect = dialect;
        this.shape = shape;
        this.callId = callId;
        String chunk = chunk(delta(MARK), null);
        int mark = chunk.lastIndexOf('"' + MARK + '"');
        this.before = chunk.substring(0, mark);
        this.after = chunk.substring(mark + MARK.length() + 2);
    }

    @Override
    public String contentType() {
        return envelope.style().headersAtOnce() ? "text/event-stream; charset=utf-8" : "text/event-stream";
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean headersAtOnce() {
        return envelope.style().headersAtOnce();
    }

    @Override
    public String begin(Generation generation) {
        ObjectNode delta = JsonText.object().put("role", "assistant");
        if (shape instanceof AnswerShape.ToolCall) {
            delta.putNull("content");
        } else {
            delta.put("content", "");
        }
        if (envelope.style().refusalField()) {
            delta.putNull("refusal");
        }
        return chunk(delta, null) + (shape instanceof AnswerShape.ToolCall call ? chunk(callStart(call), null) : "");
    }

    @Override
    public String piece(String text) {
        return before + JsonText.of(text) + after;
    }

    @Override
    public String end(Generation generation) {
        String end = chunk(JsonText.object(), envelope.finish(generation.plan().finish()));
        if (envelope.includeUsage()) {
            ObjectNode usage = envelope.open("chat.completion.chunk");
            usage.putArray("choices");
            usage.set("usage", envelope.usage(generation));
            end += JsonText.event(usage);
        }
        return end + "data: [DONE]\n\n";
    }

    @Override
    public String broken(ApiError error) {
        return dialect.broken(error);
    }

    private ObjectNode delta(String text) {
        ObjectNode delta = JsonText.object();
        if (shape instanceof AnswerShape.ToolCall) {
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", 0)
                    .putObject("function")
                    .put("arguments", text);
            return delta;
        }
        return delta.put("content", text);
    }

    private ObjectNode callStart(AnswerShape.ToolCall call) {
        ObjectNode delta = JsonText.object();
        ObjectNode started = delta.putArray("tool_calls").addObject().put("index", 0);
        started.put("id", callId).put("type", "function");
        started.putObject("function").put("name", call.tool()).put("arguments", "");
        return delta;
    }

    private String chunk(ObjectNode delta, String finish) {
        ObjectNode chunk = envelope.open("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (envelope.style().stopReasonField() && finish != null) {
            choice.putNull("stop_reason");
        }
        if (envelope.includeUsage() && envelope.style().nullUsage()) {
            chunk.putNull("usage");
        }
        return JsonText.event(chunk);
    }
}
