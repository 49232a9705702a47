package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Google's Gemini API, version {@code v1beta}, as {@code generativelanguage.googleapis.com} serves it. */
public final class GeminiFormat implements Format {
    @Override
    public WireFormat wireFormat() {
        return WireFormat.GEMINI;
    }

    @Override
    public Conversation open(ChatCall call, TargetModel target, Fidelity fidelity) throws Refused {
        RequestWriter writer = new RequestWriter(call, target);
        byte[] body = JsonTrees.bytes(writer.body(fidelity));
        String method = call.stream() ? "streamGenerateContent?alt=sse" : "generateContent";
        UpstreamCall upstream = new UpstreamCall(ModelPath.of(target.model(), method), Map.of(), body);
        return new GeminiConversation(upstream, writer.names(), call);
    }

    @Override
    public UpstreamCall count(ChatCall call, TargetModel target) throws Refused {
        ObjectNode body = JsonTrees.object();
        body.putObject("generateContentRequest")
                .put("model", ModelPath.resource(target.model()))
                .setAll(new RequestWriter(call, target).body(new Fidelity(Unsupported.DROP)));
        return new UpstreamCall(ModelPath.of(target.model(), "countTokens"), Map.of(), JsonTrees.bytes(body));
    }

    @Override
    public long counted(byte[] body) throws MalformedStream {
        try {
            JsonNode total = JsonTrees.read(body).path("totalTokens");
            if (total.isIntegralNumber() && total.canConvertToLong() && total.longValue() >= 0) {
                return total.longValue();
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new MalformedStream("not a count of tokens");
    }

    @Override
    public UpstreamError error(int status, byte[] body) {
        return ErrorReading.of(status, body);
    }
}
