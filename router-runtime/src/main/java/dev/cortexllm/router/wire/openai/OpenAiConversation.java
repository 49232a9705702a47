package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.json.Spliced;
import dev.cortexllm.router.wire.openai.vendor.VendorRequest;
import java.util.Map;

/** One attempt's talk with a provider that speaks OpenAI's chat completions. */
final class OpenAiConversation implements Conversation {
    private final ChatCall chat;
    private final ToolNames names = new ToolNames();
    private final UpstreamCall call;

    OpenAiConversation(ChatCall chat, TargetModel target, Fidelity fidelity) throws Refused {
        this.chat = chat;
        byte[] asOpenAi = JsonTrees.bytes(new RequestWriter(chat, target, fidelity, names).write());
        Spliced asVendor = VendorRequest.written(asOpenAi, target, fidelity).body();
        this.call = new UpstreamCall(ChatPath.of(target), Map.of(), asVendor);
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public AnswerReader stream() {
        return new ChunkReader(new ChoicesReader(false, new CallIds(chat), names));
    }

    @Override
    public AnswerReader whole() {
        return new CompletionReader(new ChoicesReader(true, new CallIds(chat), names));
    }
}
