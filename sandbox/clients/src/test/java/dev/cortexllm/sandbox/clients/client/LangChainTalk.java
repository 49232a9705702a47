package dev.cortexllm.sandbox.clients.client;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What both of LangChain4j's models have in common: its own neutral messages. */
final class LangChainTalk {
    private LangChainTalk() {}

    static ChatRequest request(Talk talk) {
        List<ChatMessage> messages = new ArrayList<>();
        if (talk.system() != null) {
            messages.add(SystemMessage.from(talk.system()));
        }
        talk.turns().forEach(turn -> add(messages, turn));
        String stop = talk.wishes().stop();
        return ChatRequest.builder()
                .messages(messages)
                .stopSequences(stop == null ? null : List.of(stop))
                .toolSpecifications(
                        talk.tools().stream().map(LangChainTalk::tool).toList())
                .build();
    }

    private static void add(List<ChatMessage> messages, Turn turn) {
        if (turn instanceof Turn.User user) {
            List<Content> contents = new ArrayList<>();
            contents.add(TextContent.from(user.text()));
            user.pictures()
                    .forEach(picture -> contents.add(
                            picture.byAddress()
                                    ? ImageContent.from(picture.value())
                                    : ImageContent.from(picture.value(), picture.mediaType())));
            messages.add(UserMessage.from(contents));
        } else if (turn instanceof Turn.Model model) {
            messages.add((AiMessage) model.said().echo());
        } else if (turn instanceof Turn.Found found) {
            found.findings()
                    .forEach(finding -> messages.add(ToolExecutionResultMessage.from(
                            finding.call().id(), finding.call().name(), finding.text())));
        }
    }

    private static ToolSpecification tool(ToolSpec tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty(tool.parameter())
                        .addEnumProperty(ToolSpec.UNIT, ToolSpec.UNITS)
                        .required(tool.parameter())
                        .build())
                .build();
    }

    static Said said(ChatResponse answer, List<String> pieces, int argumentPieces, Map<String, String> headers) {
        AiMessage message = answer.aiMessage();
        List<Said.Call> calls = message.toolExecutionRequests().stream()
                .map(call -> new Said.Call(call.id(), call.name(), Json.of(call.arguments())))
                .toList();
        return new Said(
                answer.id(),
                answer.modelName(),
                message.text() == null ? "" : message.text(),
                message.thinking() == null ? "" : message.thinking(),
                calls,
                finish(answer.finishReason()),
                tokens(answer.tokenUsage()),
                pieces,
                argumentPieces,
                headers,
                message);
    }

    private static Said.Tokens tokens(TokenUsage usage) {
        if (usage instanceof AnthropicTokenUsage anthropic) {
            // Of this library's counts, too, the cached tokens are no part of the input.
            int read = anthropic.cacheReadInputTokens() == null ? 0 : anthropic.cacheReadInputTokens();
            return new Said.Tokens(usage.inputTokenCount() + read, usage.outputTokenCount(), read);
        }
        long read = usage instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null
                ? openAi.inputTokensDetails().cachedTokens()
                : 0;
        return usage == null ? null : new Said.Tokens(usage.inputTokenCount(), usage.outputTokenCount(), read);
    }

    private static Said.Finish finish(FinishReason reason) {
        return switch (reason) {
            case STOP -> Said.Finish.STOP;
            case LENGTH -> Said.Finish.LENGTH;
            case TOOL_EXECUTION -> Said.Finish.CALLS;
            case CONTENT_FILTER -> Said.Finish.REFUSED;
            case OTHER -> throw new AssertionError("no finish reason that LangChain4j knows");
        };
    }

    /** Streams an answer, and waits for its end. */
    static Streamed stream(StreamingChatModel model, ChatRequest request) {
        Gathering gathering = new Gathering();
        model.chat(request, gathering);
        try {
            ChatResponse whole = gathering.whole.orTimeout(20, TimeUnit.SECONDS).join();
            return new Streamed(whole, gathering.pieces, gathering.argumentPieces);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** A streamed answer with the parts it came in. */
    record Streamed(ChatResponse whole, List<String> pieces, int argumentPieces) {}

    private static final class Gathering implements StreamingChatResponseHandler {
        private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        private final List<String> pieces = new ArrayList<>();
        private int argumentPieces;

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onPartialToolCall(PartialToolCall piece) {
            argumentPieces++;
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }
    }
}
