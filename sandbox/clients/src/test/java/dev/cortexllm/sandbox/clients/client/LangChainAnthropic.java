package dev.cortexllm.sandbox.clients.client;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicModelCatalog;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenCountEstimator;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** LangChain4j, speaking Anthropic's API. */
final class LangChainAnthropic implements ChatClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int THINKING_BUDGET = 1024;

    private final String url;
    private final String key;

    LangChainAnthropic(String url, String key) {
        this.url = url + "/v1";
        this.key = key;
    }

    private AnthropicChatModel.AnthropicChatModelBuilder model(Talk talk) {
        return AnthropicChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(talk.model())
                .maxTokens(talk.wishes().maxTokens())
                .disableParallelToolUse(talk.wishes().parallel() ? null : true)
                .thinkingType(talk.wishes().thinking() ? "enabled" : null)
                .thinkingBudgetTokens(talk.wishes().thinking() ? THINKING_BUDGET : null)
                .returnThinking(talk.wishes().thinking())
                .sendThinking(talk.wishes().thinking())
                .maxRetries(0)
                .timeout(TIMEOUT);
    }

    @Override
    public Said say(Talk talk) {
        ChatResponse answer = model(talk).build().chat(LangChainTalk.request(talk));
        return LangChainTalk.said(answer, List.of(), 0, headers(answer));
    }

    @Override
    public Said stream(Talk talk) {
        AnthropicStreamingChatModel model = AnthropicStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(talk.model())
                .maxTokens(talk.wishes().maxTokens())
                .disableParallelToolUse(talk.wishes().parallel() ? null : true)
                .thinkingType(talk.wishes().thinking() ? "enabled" : null)
                .thinkingBudgetTokens(talk.wishes().thinking() ? THINKING_BUDGET : null)
                .returnThinking(talk.wishes().thinking())
                .sendThinking(talk.wishes().thinking())
                .timeout(TIMEOUT)
                .build();
        LangChainTalk.Streamed streamed = LangChainTalk.stream(model, LangChainTalk.request(talk));
        return LangChainTalk.said(
                streamed.whole(), streamed.pieces(), streamed.argumentPieces(), headers(streamed.whole()));
    }

    private static Map<String, String> headers(ChatResponse answer) {
        return Heads.of(((AnthropicChatResponseMetadata) answer.metadata()).rawHttpResponse());
    }

    @Override
    public <T> T structured(Talk talk, Class<T> type) {
        AnthropicChatModel model = model(talk)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .build();
        return Extractor.of(AiServices.builder(Extractor.class).chatModel(model).build(), talk, type);
    }

    @Override
    public OptionalLong count(Talk talk) {
        List<ChatMessage> messages = LangChainTalk.request(talk).messages();
        return OptionalLong.of(AnthropicTokenCountEstimator.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(talk.model())
                .build()
                .estimateTokenCountInMessages(messages));
    }

    @Override
    public List<String> models() {
        return AnthropicModelCatalog.builder().baseUrl(url).apiKey(key).build().listModels().stream()
                .map(ModelDescription::name)
                .toList();
    }

    @Override
    public String model(String id) {
        throw new UnsupportedOperationException("LangChain4j lists models only");
    }

    @Override
    public Trouble trouble(Throwable thrown) {
        return LangChainTrouble.of(thrown);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
