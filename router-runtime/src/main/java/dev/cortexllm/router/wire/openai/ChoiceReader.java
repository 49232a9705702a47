package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.sse.MalformedStream;

/**
 * Reads one choice of an answer, in pieces or whole, as leniently as the vendors of OpenAI's format make necessary
 * (facts/wire/openai-compatible.md, golden.md G28).
 */
final class ChoiceReader {
    private final int index;
    private final CallReader calls;
    private boolean finished;
    private FinishReason reason = FinishReason.STOP;
    private String stopSequence;

    ChoiceReader(int index, CallReader calls) {
        this.index = index;
        this.calls = calls;
    }

    /** Whether the provider has said why it ended. */
    boolean finished() {
        return finished;
    }

    /**
     * Reads on.
     *
     * @param choice the choice's object
     * @param said its delta or its message; may be missing
     * @param sink told of what it says
     * @throws MalformedStream when it cannot be understood
     */
    void read(JsonNode choice, JsonNode said, AnswerSink sink) throws MalformedStream {
        String reasoning = text(said.path("reasoning_content"));
        if (reasoning == null) {
            reasoning = text(said.path("reasoning"));
        }
        if (reasoning != null) {
            sink.reasoning(index, reasoning);
        }
        content(said.path("content"), sink);
        String refusal = text(said.path("refusal"));
        if (refusal != null) {
            sink.refusal(index, refusal);
        }
        calls.read(said, sink);
        JsonNode logprobs = choice.path("logprobs");
        if (logprobs.path("content").isArray() || logprobs.path("refusal").isArray()) {
            sink.logprobs(index, logprobs);
        }
        String why = text(choice.path("finish_reason"));
        if (why != null && !finished) {
            finished = true;
            reason = reason(why);
            stopSequence = reason == FinishReason.STOP ? text(choice.path("stop_reason")) : null;
        }
    }

    /** Tells that the answer is finished; a reason to call tools where it has, whatever the provider says. */
    void finish(AnswerSink sink) throws MalformedStream {
        calls.finish();
        boolean calling = calls.any() && reason == FinishReason.STOP;
        sink.finish(index, calling ? FinishReason.TOOL_CALLS : reason, calling ? null : stopSequence);
    }

    /** Text, or Mistral's list of thoughts and texts. */
    private void content(JsonNode content, AnswerSink sink) {
        String text = text(content);
        if (text != null) {
            sink.text(index, text);
            return;
        }
        if (!content.isArray()) {
            return;
        }
        for (JsonNode item : content) {
            if ("thinking".equals(item.path("type").asText())) {
                thinking(item.path("thinking"), sink);
            } else if (text(item.path("text")) != null) {
                sink.text(index, text(item.path("text")));
            }
        }
    }

    private void thinking(JsonNode thinking, AnswerSink sink) {
        String text = text(thinking);
        if (text != null) {
            sink.reasoning(index, text);
        }
        for (JsonNode piece : thinking) {
            if (text(piece.path("text")) != null) {
                sink.reasoning(index, text(piece.path("text")));
            }
        }
    }

    private static FinishReason reason(String word) throws UpstreamFailed {
        return switch (word) {
            case "length", "model_length", "max_tokens" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            // Not an end but a failure: what has come is not the answer.
            case "insufficient_system_resource" -> throw failed(Kind.OVERLOADED);
            case "error", "abort" -> throw failed(Kind.SERVER_ERROR);
            default -> FinishReason.STOP;
        };
    }

    private static UpstreamFailed failed(Kind kind) {
        return new UpstreamFailed(new UpstreamError(kind, null, null, null, 0));
    }

    /** A text that says something, or null. */
    static String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }
}
