package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Page;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.util.List;
import java.util.Map;

/** Anthropic's messages as clients call them: {@code /v1/messages}, and {@code /v1/messages/count_tokens}. */
public final class AnthropicDialect implements Dialect {
    private static final List<String> CARRIED = List.of("anthropic-version", "anthropic-beta");

    /** What Anthropic calls otherwise than OpenAI (facts/wire/anthropic.md, section 10). */
    private static final Map<String, String> FIELDS = Map.of(
            "parallel_tool_calls", "tool_choice.disable_parallel_tool_use",
            "stop", "stop_sequences",
            "response_format", "output_config.format",
            "reasoning_effort", "output_config.effort",
            "user", "metadata.user_id");

    private final boolean counting;

    /** Of {@code /v1/messages}. */
    public AnthropicDialect() {
        this(false);
    }

    private AnthropicDialect(boolean counting) {
        this.counting = counting;
    }

    /** Of {@code /v1/messages/count_tokens}, whose requests need no limit of the answer. */
    public static AnthropicDialect counting() {
        return new AnthropicDialect(true);
    }

    @Override
    public ScannedRequest scan(byte[] body) throws InvalidBody {
        return ChatRequestScan.scanMessage(body);
    }

    @Override
    public WireFormat passesTo() {
        return WireFormat.ANTHROPIC;
    }

    @Override
    public String fieldName(String field) {
        return FIELDS.getOrDefault(field, field);
    }

    @Override
    public List<String> carried() {
        return CARRIED;
    }

    @Override
    public byte[] models(List<String> models, Page page) {
        return AnthropicModels.list(models, page);
    }

    @Override
    public byte[] model(String model) {
        return AnthropicModels.one(model);
    }

    @Override
    public ChatCall read(ScannedRequest request) throws InvalidBody {
        return new RequestReader(counting).read(request.body());
    }

    @Override
    public AnswerWriter writer(ScannedRequest request, AnswerContext context) {
        return request.stream() ? new StreamWriter(context) : new WholeWriter(context);
    }

    @Override
    public Codec pass(ScannedRequest request, TargetModel target, Fidelity fidelity, AnswerContext context)
            throws Refused {
        return new AnthropicPass(request, target, context, counting);
    }
}
