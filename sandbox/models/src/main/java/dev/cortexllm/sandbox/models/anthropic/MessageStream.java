package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.List;

/** Writes named events: message start, each block with its deltas (a ping among them), message delta, message stop. */
final class MessageStream implements AnswerWriter {
    private final MessageAnswer answer;
    private final List<AnswerPart> parts;
    private AnswerPlan plan;
    private int part;

    MessageStream(MessageAnswer answer, List<AnswerPart> parts) {
        this.answer = answer;
        this.parts = parts;
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
        plan = generation.plan();
        ObjectNode message = typed("message_start");
        message.set("message", answer.start(generation));
        return event(message) + openBlock() + event(typed("ping"));
    }

    @Override
    public String piece(AnswerPlan.Token token) {
        String before = "";
        if (token.part() != part) {
            before = closeBlock();
            part = token.part();
            before += openBlock();
        }
        ObjectNode delta = answer.delta(parts.get(part), token.text());
        return delta == null ? before : before + delta(delta);
    }

    private String openBlock() {
        ObjectNode block = typed("content_block_start").put("index", part);
        block.set("content_block", answer.emptyBlock(parts.get(part), part));
        // A call's first delta says nothing yet.
        boolean call = parts.get(part) instanceof AnswerPart.ToolCall;
        return call ? event(block) + delta(answer.delta(parts.get(part), "")) : event(block);
    }

    private String closeBlock() {
        String signature = "";
        if (parts.get(part) instanceof AnswerPart.Thinking) {
            signature = delta(typed("signature_delta").put("signature", Signature.of(plan.text(part))));
        }
        return signature + event(typed("content_block_stop").put("index", part));
    }

    private String delta(ObjectNode data) {
        ObjectNode delta = typed("content_block_delta").put("index", part);
        delta.set("delta", data);
        return event(delta);
    }

    @Override
    public String end(Generation generation) {
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta")
                .put("stop_reason", MessageAnswer.stopReason(plan))
                .put("stop_sequence", plan.stop());
        ObjectNode usage = answer.usage(generation, generation.emitted());
        usage.remove(List.of("cache_creation", "service_tier"));
        delta.set("usage", usage);
        return closeBlock() + event(delta) + event(typed("message_stop"));
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
