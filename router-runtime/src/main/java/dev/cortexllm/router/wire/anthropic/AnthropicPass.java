package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.pass.PassingStream;

/** A message, or a count of one, on its way from an Anthropic client to a provider of Anthropic's API. */
final class AnthropicPass implements Codec {
    private final AnswerContext context;
    private final UpstreamCall call;

    AnthropicPass(ScannedRequest request, TargetModel target, AnswerContext context, boolean counting) throws Refused {
        this.context = context;
        this.call = new UpstreamCall(
                counting ? AnthropicFormat.COUNT_PATH : AnthropicFormat.PATH,
                AnthropicFormat.HEADERS,
                new PassingBody(request, target).write(counting));
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
        return new PassingMessage();
    }

    @Override
    public boolean passesError(byte[] body) {
        return AnthropicError.ownShape(body);
    }
}
