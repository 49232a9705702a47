package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;

/** Writes down what a reader tells, a line for each call. */
public final class RecordedAnswer implements AnswerSink {
    private final StringBuilder lines = new StringBuilder();

    private void line(Object... words) {
        for (Object word : words) {
            lines.append(word).append(' ');
        }
        lines.setCharAt(lines.length() - 1, '\n');
    }

    @Override
    public void start(String id, String model) {
        line("start", id, model);
    }

    @Override
    public void text(int choice, String text) {
        line(choice, "text", text);
    }

    @Override
    public void reasoning(int choice, String text) {
        line(choice, "reasoning", text);
    }

    @Override
    public void signature(int choice, String signature) {
        line(choice, "signature", signature);
    }

    @Override
    public void redacted(int choice, String data) {
        line(choice, "redacted", data);
    }

    @Override
    public void refusal(int choice, String text) {
        line(choice, "refusal", text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        line(choice, "tool", index, id, name, signature);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        line(choice, "arguments", index, json);
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        line(choice, "logprobs", logprobs);
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        line(choice, "finish", reason, stopSequence);
    }

    @Override
    public void usage(Usage usage) {
        line(
                "usage",
                usage.inputTokens(),
                usage.cachedTokens(),
                usage.cacheWriteTokens(),
                usage.outputTokens(),
                usage.reasoningTokens());
    }

    @Override
    public void keepAlive() {
        line("alive");
    }

    @Override
    public void end() {
        line("end");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
