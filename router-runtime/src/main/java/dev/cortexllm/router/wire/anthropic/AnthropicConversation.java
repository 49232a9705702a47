package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.UpstreamCall;

/** One attempt at a provider of Anthropic's API. */
final class AnthropicConversation implements Conversation {
    private final UpstreamCall call;
    private final CalledTools told;

    /**
     * @param writer has written the request
     * @param call the request
     */
    AnthropicConversation(RequestWriter writer, UpstreamCall call) {
        this.call = call;
        this.told = new CalledTools(writer.names(), writer.answerTool());
    }

    @Override
    public UpstreamCall call() {
        return call;
    }

    @Override
    public AnswerReader stream() {
        return new StreamReader(told);
    }

    @Override
    public AnswerReader whole() {
        return new WholeReader(told);
    }
}
