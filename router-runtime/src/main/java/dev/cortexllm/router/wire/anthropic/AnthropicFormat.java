package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Format;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.Map;

/** Anthropic's messages as providers serve them. */
public final class AnthropicFormat implements Format {
    static final String PATH = "/v1/messages";
    static final String COUNT_PATH = "/v1/messages/count_tokens";

    /** The version of the API that this package writes; required (facts/wire/anthropic.md section 1). */
    static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    @Override
    public WireFormat wireFormat() {
        return WireFormat.ANTHROPIC;
    }

    @Override
    public Conversation open(ChatCall call, TargetModel target, Fidelity fidelity) throws Refused {
        RequestWriter writer = new RequestWriter(call, target, fidelity);
        byte[] body = JsonTrees.bytes(writer.message());
        return new AnthropicConversation(writer, new UpstreamCall(PATH, HEADERS, body));
    }

    @Override
    public UpstreamCall count(ChatCall call, TargetModel target) throws Refused {
        Fidelity fidelity = new Fidelity(Unsupported.DROP);
        byte[] body = JsonTrees.bytes(new RequestWriter(call, target, fidelity).count());
        return new UpstreamCall(COUNT_PATH, HEADERS, body);
    }

    @Override
    public long counted(byte[] body) throws MalformedStream {
        try {
            JsonNode tokens = JsonTrees.read(body).path("input_tokens");
            if (tokens.isIntegralNumber() && tokens.canConvertToLong() && tokens.longValue() >= 0) {
                return tokens.longValue();
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new MalformedStream("the answer is not a count of tokens");
    }

    @Override
    public UpstreamError error(int status, byte[] body) {
        return AnthropicError.of(status, body);
    }
}
