package dev.cortexllm.sandbox.clients.client;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Usage;
import com.anthropic.models.models.ModelInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Anthropic's own library. Every answer is checked against the library's types as strictly as it can. */
final class AnthropicJava implements ChatClient {
    private final AnthropicClient client;

    AnthropicJava(String url, String key) {
        client = AnthropicOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true)
                .build();
    }

    @Override
    public Said say(Talk talk) {
        try (HttpResponseFor<Message> response = client.messages()
                .withRawResponse()
                .create(AnthropicRequests.of(talk).build())) {
            return said(response.parse(), List.of(), 0, headers(response.headers()));
        }
    }

    @Override
    public Said stream(Talk talk) {
        MessageAccumulator whole = MessageAccumulator.create();
        List<String> pieces = new ArrayList<>();
        List<String> argumentPieces = new ArrayList<>();
        try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> response = client.messages()
                        .withRawResponse()
                        .createStreaming(AnthropicRequests.of(talk).build());
                StreamResponse<RawMessageStreamEvent> events = response.parse()) {
            events.stream().map(whole::accumulate).forEach(event -> event.contentBlockDelta()
                    .ifPresent(delta -> gather(delta.delta(), pieces, argumentPieces)));
            return said(whole.message(), pieces, argumentPieces.size(), headers(response.headers()));
        }
    }

    private static void gather(RawContentBlockDelta delta, List<String> pieces, List<String> argumentPieces) {
        delta.text().map(text -> text.text()).filter(text -> !text.isEmpty()).ifPresent(pieces::add);
        delta.inputJson()
                .map(json -> json.partialJson())
                .filter(text -> !text.isEmpty())
                .ifPresent(argumentPieces::add);
    }

    private static Said said(Message answer, List<String> pieces, int argumentPieces, Map<String, String> headers) {
        List<ContentBlock> content = answer.content();
        String text = content.stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
        String thoughts = content.stream()
                .flatMap(block -> block.thinking().stream())
                .map(block -> block.thinking())
                .collect(Collectors.joining());
        List<Said.Call> calls = content.stream()
                .flatMap(block -> block.toolUse().stream())
                .map(use -> new Said.Call(use.id(), use.name(), use._input().convert(JsonNode.class)))
                .toList();
        return new Said(
                answer.id(),
                answer.model().asString(),
                text,
                thoughts,
                calls,
                finish(answer.stopReason().orElseThrow()),
                tokens(answer.usage()),
                pieces,
                argumentPieces,
                headers,
                answer);
    }

    private static Said.Tokens tokens(Usage usage) {
        long read = usage.cacheReadInputTokens().orElse(0L);
        long written = usage.cacheCreationInputTokens().orElse(0L);
        return new Said.Tokens(usage.inputTokens() + read + written, usage.outputTokens(), read);
    }

    private static Said.Finish finish(StopReason reason) {
        return switch (reason.value()) {
            case END_TURN, STOP_SEQUENCE -> Said.Finish.STOP;
            case MAX_TOKENS -> Said.Finish.LENGTH;
            case TOOL_USE -> Said.Finish.CALLS;
            case REFUSAL -> Said.Finish.REFUSED;
            default -> throw new AssertionError("unexpected stop reason: " + reason);
        };
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> first = new HashMap<>();
        headers.names()
                .forEach(name -> first.put(
                        name.toLowerCase(Locale.ROOT), headers.values(name).get(0)));
        return first;
    }

    @Override
    public <T> T structured(Talk talk, Class<T> type) {
        return client
                .messages()
                .create(AnthropicRequests.of(talk).outputConfig(type).build())
                .content()
                .stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public OptionalLong count(Talk talk) {
        return OptionalLong.of(
                client.messages().countTokens(AnthropicRequests.counting(talk)).inputTokens());
    }

    @Override
    public List<String> models() {
        return client.models().list().autoPager().stream().map(ModelInfo::id).toList();
    }

    @Override
    public String model(String id) {
        return client.models().retrieve(id).id();
    }

    @Override
    public Trouble trouble(Throwable thrown) {
        if (!(thrown instanceof AnthropicServiceException error)) {
            throw new AssertionError("not an answer's error", thrown);
        }
        JsonNode body = error.body().convert(JsonNode.class);
        return new Trouble(
                error.getClass().getSimpleName(),
                error.statusCode(),
                body.at("/error/type").asText(),
                null,
                body.at("/error/message").asText(),
                error.headers().values("retry-after").stream().findFirst());
    }

    @Override
    public void close() {
        client.close();
    }
}
