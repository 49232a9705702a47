package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;

/** Writes named events: message start, one block with its deltas (a ping among them), message delta, message stop. */
final class MessageStream implements AnswerWriter {
    private final MessageAnswer answer;

    MessageStream(MessageAnswer answer) {
        this.answer = answer;
    }

    @Override
    public String contentType() {
        return "text/event-stream; charset=utf-8";
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
        ObjectNode message = typed("message_start");
        message.set("message", answer.start(generation));
        ObjectNode block = typed("content_block_start").put("index", 0);
        block.set("content_block", answer.emptyBlock());
        return event(message) + event(block) + event(typed("ping"));
    }

    @Override
    public String piece(String text) {
        ObjectNode delta = typed("content_block_delta").put("index", 0);
        delta.set("delta", answer.delta(text));
        return event(delta);
    }

    @Override
    public String end(Generation generation) {
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta")
                .put("stop_reason", answer.stopReason(generation))
                .putNull("stop_sequence");
        delta.putObject("usage").put("output_tokens", generation.emitted());
        return event(typed("content_block_stop").put("index", 0)) + event(delta) + event(typed("message_stop"));
    }

    @Override
    public String broken(ApiError error) {
        return event(AnthropicErrors.body(error));
    }

    private static ObjectNode typed(String type) {
        return JsonText.object().put("type", type);
    }

    private static String event(ObjectNode data) {
        return JsonText.event(data.get("type").asText(), data);
    }
}
