package dev.cortexllm.router.wire.openai;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.AnswerWriter;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;

/** OpenAI's chat completions as clients call them. */
public final class OpenAiDialect implements Dialect {
    @Override
    public WireFormat passesTo() {
        return WireFormat.OPENAI;
    }

    @Override
    public ChatCall read(ScannedRequest request) throws InvalidBody {
        throw new UnsupportedOperationException();
    }

    @Override
    public AnswerWriter writer(ScannedRequest request, AnswerContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Codec pass(ScannedRequest request, TargetModel target, Fidelity fidelity, AnswerContext context)
            throws Refused {
        return new OpenAiPass(request, target, fidelity, context);
    }
}
