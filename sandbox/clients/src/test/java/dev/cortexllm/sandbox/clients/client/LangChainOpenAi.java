package dev.cortexllm.sandbox.clients.client;

import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** LangChain4j, speaking OpenAI's API. */
final class LangChainOpenAi implements ChatClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String url;
    private final String key;

    LangChainOpenAi(String url, String key) {
        this.url = url + "/v1";
        this.key = key;
    }

    private OpenAiChatModel.OpenAiChatModelBuilder model(Talk talk) {
        return OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(talk.model())
                .maxCompletionTokens(talk.wishes().maxTokens())
                .parallelToolCalls(talk.wishes().parallel() ? null : false)
                .reasoningEffort(talk.wishes().thinking() ? "low" : null)
                .returnThinking(talk.wishes().thinking())
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
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(talk.model())
                .maxCompletionTokens(talk.wishes().maxTokens())
                .parallelToolCalls(talk.wishes().parallel() ? null : false)
                .reasoningEffort(talk.wishes().thinking() ? "low" : null)
                .returnThinking(talk.wishes().thinking())
                .timeout(TIMEOUT)
                .build();
        LangChainTalk.Streamed streamed = LangChainTalk.stream(model, LangChainTalk.request(talk));
        return LangChainTalk.said(
                streamed.whole(), streamed.pieces(), streamed.argumentPieces(), headers(streamed.whole()));
    }

    private static Map<String, String> headers(ChatResponse answer) {
        return Heads.of(((OpenAiChatResponseMetadata) answer.metadata()).rawHttpResponse());
    }

    @Override
    public <T> T structured(Talk talk, Class<T> type) {
        OpenAiChatModel model = model(talk)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .build();
        return Extractor.of(AiServices.builder(Extractor.class).chatModel(model).build(), talk, type);
    }

    @Override
    public OptionalLong count(Talk talk) {
        return OptionalLong.empty();
    }

    @Override
    public List<String> models() {
        return OpenAiModelCatalog.builder().baseUrl(url).apiKey(key).build().listModels().stream()
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
