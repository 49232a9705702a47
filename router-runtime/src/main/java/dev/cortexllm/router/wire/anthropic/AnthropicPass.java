package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.pass.PassingAnswer;
import dev.cortexllm.router.wire.pass.PassingStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message, or a count of one, on its way from an Anthropic client to a provider of Anthropic's API. */
final class AnthropicPass implements Codec {
    private final AnswerContext context;
    private final UpstreamCall call;

    AnthropicPass(ScannedRequest request, TargetModel target, AnswerContext context, boolean counting) {
        this.context = context;
        List<Edit> edits = new ArrayList<>(1);
        edits.add(new Edit(request.modelFrom(), request.modelTo(), target.modelJson()));
        String defaults = counting ? "" : defaults(request.given(), target);
        if (!defaults.isEmpty()) {
            byte[] fields = defaults.getBytes(StandardCharsets.US_ASCII);
            edits.add(new Edit(request.modelTo(), request.modelTo(), fields));
        }
        byte[] body = Edit.apply(request.body(), edits);
        this.call = new UpstreamCall(
                counting ? AnthropicFormat.COUNT_PATH : AnthropicFormat.PATH, AnthropicFormat.HEADERS, body);
    }

    /**
     * What is configured for where the client is silent, as far as the model takes it. {@code max_tokens} is not among it:
     * the API requires it of every client.
     */
    private static String defaults(ScannedRequest.Given given, TargetModel target) {
        ClaudeModel.Parameters takes = ClaudeModel.named(target.model()).sampling();
        if (takes == ClaudeModel.Parameters.NONE) {
            return "";
        }
        boolean one = takes == ClaudeModel.Parameters.ONE;
        Parameters defaults = target.defaults();
        String fields = "";
        boolean temperature = given.temperature();
        if (!temperature && defaults.temperature() != null && !(one && given.topP())) {
            fields += ",\"temperature\":"
                    + defaults.temperature().min(BigDecimal.ONE).toPlainString();
            temperature = true;
        }
        if (!given.topP() && defaults.topP() != null && !(one && temperature)) {
            fields += ",\"top_p\":" + defaults.topP().toPlainString();
        }
        return fields;
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public StreamCodec stream() {
        return new PassingStream(new AnthropicEvents(), context.note());
    }

    @Override
    public WholeCodec whole() {
        return new PassingAnswer();
    }

    @Override
    public boolean passesError(byte[] body) {
        return AnthropicError.ownShape(body);
    }
}
