package dev.cortexllm.router.wire.openai;

import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.openai.vendor.AnswerMending;
import dev.cortexllm.router.wire.openai.vendor.VendorRequest;
import dev.cortexllm.router.wire.pass.CompletionAnswer;
import dev.cortexllm.router.wire.pass.OpenAiEvents;
import dev.cortexllm.router.wire.pass.PassingStream;
import dev.cortexllm.router.wire.pass.UsageShown;
import java.util.Map;

/** A chat completion on its way from an OpenAI client to an OpenAI-compatible provider. */
final class OpenAiPass implements Codec {
    private final ScannedRequest request;
    private final AnswerContext context;
    private final VendorRequest vendor;
    private final boolean trusted;
    private final UpstreamCall call;

    OpenAiPass(ScannedRequest request, TargetModel target, Fidelity fidelity, AnswerContext context) throws Refused {
        this.request = request;
        this.context = context;
        this.vendor = VendorRequest.passing(request, target, fidelity);
        this.trusted = target.quirks().equals(Quirks.NONE);
        this.call = new UpstreamCall(ChatPath.of(target), Map.of(), vendor.body());
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public StreamCodec stream() {
        return new PassingStream(new OpenAiEvents(UsageShown.to(request), mending()), context.note());
    }

    @Override
    public WholeCodec whole() {
        return new CompletionAnswer(mending(), trusted);
    }

    private AnswerMending mending() {
        return new AnswerMending(vendor, context.requestId(), OpenAiError::inAnswer);
    }

    @Override
    public boolean passesError(byte[] body) {
        return OpenAiError.ownShape(body);
    }
}
