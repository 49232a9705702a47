package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.CallIds;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.List;

/**
 * Writes {@code chat.completion.chunk} events: role, deltas, finish, usage if asked, {@code [DONE]}. Parallel calls come
 * one after another, each under its own index; thoughts are written only where the server has a field for them.
 *
 * <p>The text around a token is the same in every chunk of a part, so it is rendered once and cut at a mark: the load
 * benchmarks hold ten thousand of these streams.
 */
final class ChatStream implements AnswerWriter {
    private static final String MARK = "@";

    private final Envelope envelope;
    private final Dialect dialect;
    private final List<AnswerPart> parts;
    private final CallIds callIds;
    private int part = -1;
    private String before;
    private String after;

    ChatStream(Envelope envelope, Dialect dialect, List<AnswerPart> parts, CallIds callIds) {
        this.envelope = envelope;
        this.dialect = dialect;
        this.parts = parts;
        this.callIds = callIds;
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
        if (parts.stream().anyMatch(kind -> kind instanceof AnswerPart.Text || kind instanceof AnswerPart.Json)) {
            delta.put("content", "");
        } else {
            delta.putNull("content");
        }
        if (envelope.style().refusalField()) {
            delta.putNull("refusal");
        }
        return chunk(delta, null, null);
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        String start = token.part() == part ? "" : start(token.part());
        return before == null ? start : start + before + JsonText.of(token.text()) + after;
    }

    /** Goes on to a part; a call says its id and name first. */
    private String start(int next) {
        part = next;
        AnswerPart kind = parts.get(next);
        if (kind instanceof AnswerPart.Thinking && !envelope.style().engineFields()) {
            before = null;
            return "";
        }
        String chunk = chunk(delta(kind, MARK), null, null);
        int mark = chunk.lastIndexOf('"' + MARK + '"');
        before = chunk.substring(0, mark);
        after = chunk.substring(mark + MARK.length() + 2);
        return kind instanceof AnswerPart.ToolCall call ? chunk(callStart(call), null, null) : "";
    }

    private ObjectNode delta(AnswerPart kind, String text) {
        ObjectNode delta = JsonText.object();
        if (kind instanceof AnswerPart.ToolCall) {
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", callIds.ordinal(part))
                    .putObject("function")
                    .put("arguments", text);
            return delta;
        }
        return delta.put(kind instanceof AnswerPart.Thinking ? "reasoning" : "content", text);
    }

    private ObjectNode callStart(AnswerPart.ToolCall call) {
        ObjectNode delta = JsonText.object();
        ObjectNode started = delta.putArray("tool_calls").addObject().put("index", callIds.ordinal(part));
        started.put("id", callIds.of(part)).put("type", "function");
        started.putObject("function").put("name", call.tool()).put("arguments", "");
        return delta;
    }

    @Override
    public String end(Generation generation) {
        AnswerPlan plan = generation.plan();
        String end = chunk(JsonText.object(), envelope.finish(plan.finish()), plan.stop());
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

    private String chunk(ObjectNode delta, String finish, String stop) {
        ObjectNode chunk = envelope.open("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (envelope.style().engineFields() && finish != null) {
            choice.put("stop_reason", stop);
        }
        if (envelope.includeUsage() && envelope.style().nullUsage()) {
            chunk.putNull("usage");
        }
        return JsonText.event(chunk);
    }
}
