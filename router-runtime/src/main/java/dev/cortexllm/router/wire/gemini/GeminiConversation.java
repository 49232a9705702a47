package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import java.util.HashSet;
import java.util.Set;

/** One attempt's talk with Google. */
final class GeminiConversation implements Conversation {
    private final UpstreamCall call;
    private final ToolNames names;
    private final Set<String> earlier = new HashSet<>();
    private final String standIn;

    /**
     * @param call what goes to the provider
     * @param names how tools are called there
     * @param asked what the client asked for
     */
    GeminiConversation(UpstreamCall call, ToolNames names, ChatCall asked) {
        this.call = call;
        this.names = names;
        for (Message message : asked.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolUse use) {
                    earlier.add(use.id());
                }
            }
        }
        this.standIn = "m" + asked.messages().size();
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public AnswerReader stream() {
        return new StreamReader(responses());
    }

    @Override
    public AnswerReader whole() {
        return new WholeReader(responses());
    }

    private ResponseReader responses() {
        return new ResponseReader(names, new CallIds(earlier, standIn));
    }
}
