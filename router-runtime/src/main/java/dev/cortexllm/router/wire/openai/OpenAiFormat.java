package dev.cortexllm.router.wire.openai;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Format;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** OpenAI's chat completions as providers serve them. */
public final class OpenAiFormat implements Format {
    @Override
    public WireFormat wireFormat() {
        return WireFormat.OPENAI;
    }

    @Override
    public Conversation open(ChatCall call, TargetModel target, Fidelity fidelity) throws Refused {
        return new OpenAiConversation(call, target, fidelity);
    }

    @Override
    public UpstreamCall count(ChatCall call, TargetModel target) throws Refused {
        return TokenEndpoint.call(call, target);
    }

    @Override
    public long counted(byte[] body) throws MalformedStream {
        return TokenEndpoint.counted(body);
    }

    @Override
    public UpstreamError error(int status, byte[] body) {
        return OpenAiError.of(status, body);
    }
}
