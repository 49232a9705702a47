package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;
import java.util.Map;
import java.util.TreeMap;

/** What a reader tells, whatever the pieces: all of one kind of one choice joined. */
final class JoinedAnswer implements AnswerSink {
    private final Map<String, StringBuilder> told = new TreeMap<>();

    private void told(String what, String text) {
        told.computeIfAbsent(what, name -> new StringBuilder()).append(text);
    }

    @Override
    public void start(String id, String model) {
        told("start", id + " " + model);
    }

    @Override
    public void text(int choice, String text) {
        told(choice + " text", text);
    }

    @Override
    public void reasoning(int choice, String text) {
        told(choice + " reasoning", text);
    }

    @Override
    public void signature(int choice, String signature) {
        told(choice + " signature", signature);
    }

    @Override
    public void redacted(int choice, String data) {
        told(choice + " redacted", data);
    }

    @Override
    public void refusal(int choice, String text) {
        told(choice + " refusal", text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        told(choice + " tool " + index, id + " " + name + " " + signature);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        told(choice + " arguments " + index, json);
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        told(choice + " logprobs", logprobs.toString());
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        told(choice + " finish", reason + " " + stopSequence);
    }

    @Override
    public void usage(Usage usage) {
        // The last one counts, and the accounting has tests of its own.
    }

    @Override
    public void keepAlive() {
        // Whole answers have none.
    }

    @Override
    public void end() {
        told("end", "");
    }

    @Override
    public String toString() {
        return told.toString();
    }
}
