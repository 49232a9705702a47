package dev.cortexllm.sandbox.clients.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.models.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** OpenAI's own library. Every answer is checked against the library's types as strictly as it can. */
final class OpenAiJava implements ChatClient {
    private final OpenAIClient client;

    OpenAiJava(String url, String key) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true)
                .build();
    }

    @Override
    public Said say(Talk talk) {
        try (HttpResponseFor<ChatCompletion> response = client.chat()
                .completions()
                .withRawResponse()
                .create(OpenAiRequests.of(talk).build())) {
            return said(response.parse(), List.of(), "", 0, headers(response.headers()));
        }
    }

    @Override
    public Said stream(Talk talk) {
        ChatCompletionCreateParams params = OpenAiRequests.of(talk)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        Gathered gathered = new Gathered();
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                        client.chat().completions().withRawResponse().createStreaming(params);
                StreamResponse<ChatCompletionChunk> chunks = response.parse()) {
            chunks.stream().map(whole::accumulate).forEach(gathered::add);
            return said(
                    whole.chatCompletion(),
                    gathered.pieces,
                    gathered.thoughts.toString(),
                    gathered.argumentPieces,
                    headers(response.headers()));
        }
    }

    /** What the accumulator does not keep. */
    private static final class Gathered {
        private final List<String> pieces = new ArrayList<>();
        private final StringBuilder thoughts = new StringBuilder();
        private int argumentPieces;

        void add(ChatCompletionChunk chunk) {
            for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                choice.delta().content().filter(text -> !text.isEmpty()).ifPresent(pieces::add);
                thoughts.append(thoughts(choice.delta()._additionalProperties()));
                choice.delta().toolCalls().orElse(List.of()).forEach(call -> call.function()
                        .flatMap(ChatCompletionChunk.Choice.Delta.ToolCall.Function::arguments)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> argumentPieces++));
            }
        }
    }

    private static Said said(
            ChatCompletion answer,
            List<String> pieces,
            String streamedThoughts,
            int argumentPieces,
            Map<String, String> headers) {
        ChatCompletion.Choice choice = answer.choices().get(0);
        ChatCompletionMessage message = choice.message();
        List<Said.Call> calls = message.toolCalls().orElse(List.of()).stream()
                .map(call -> call.asFunction())
                .map(call -> new Said.Call(
                        call.id(),
                        call.function().name(),
                        Json.of(call.function().arguments())))
                .toList();
        String thoughts = streamedThoughts.isEmpty() ? thoughts(message._additionalProperties()) : streamedThoughts;
        return new Said(
                answer.id(),
                answer.model(),
                message.content().orElse(""),
                thoughts,
                calls,
                finish(choice.finishReason()),
                answer.usage().map(OpenAiJava::tokens).orElse(null),
                pieces,
                argumentPieces,
                headers,
                message);
    }

    /** OpenAI has no field for thoughts; the two names in use come as additional properties. */
    private static String thoughts(Map<String, JsonValue> properties) {
        for (String name : List.of("reasoning_content", "reasoning")) {
            JsonValue value = properties.get(name);
            if (value != null && !value.isNull()) {
                return value.convert(String.class);
            }
        }
        return "";
    }

    private static Said.Tokens tokens(CompletionUsage usage) {
        long cached = usage.promptTokensDetails()
                .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
                .orElse(0L);
        return new Said.Tokens(usage.promptTokens(), usage.completionTokens(), cached);
    }

    private static Said.Finish finish(ChatCompletion.Choice.FinishReason reason) {
        return switch (reason.value()) {
            case STOP -> Said.Finish.STOP;
            case LENGTH -> Said.Finish.LENGTH;
            case TOOL_CALLS, FUNCTION_CALL -> Said.Finish.CALLS;
            case CONTENT_FILTER -> Said.Finish.REFUSED;
            case _UNKNOWN -> throw new AssertionError("no finish reason of OpenAI's: " + reason);
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
                .chat()
                .completions()
                .create(OpenAiRequests.of(talk).responseFormat(type).build())
                .choices()
                .stream()
                .flatMap(choice -> choice.message().content().stream())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public OptionalLong count(Talk talk) {
        return OptionalLong.empty();
    }

    @Override
    public List<String> models() {
        return client.models().list().data().stream().map(Model::id).toList();
    }

    @Override
    public String model(String id) {
        return client.models().retrieve(id).id();
    }

    @Override
    public Trouble trouble(Throwable thrown) {
        if (!(thrown instanceof OpenAIServiceException error)) {
            throw new AssertionError("not an answer's error", thrown);
        }
        return new Trouble(
                error.getClass().getSimpleName(),
                error.statusCode(),
                error.type().orElse(null),
                error.code().orElse(null),
                String.valueOf(error.getMessage()),
                error.headers().values("retry-after").stream().findFirst().or(Optional::empty));
    }

    @Override
    public void close() {
        client.close();
    }
}
