package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what a reader tells, and fails as soon as it tells something out of the order that sinks rely on. */
final class ToldAnswer implements AnswerSink {
    private final List<String> told = new ArrayList<>();
    private final Map<Integer, Integer> calls = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private final Map<Integer, String> last = new HashMap<>();
    private boolean started;
    private boolean ended;

    /** What was told, a line per call. */
    List<String> told() {
        return told;
    }

    /** Whether the answer came to its proper end. */
    boolean ended() {
        return ended;
    }

    private void piece(int choice, String what, String text) {
        assertThat(started && !ended).as("%s within the answer", what).isTrue();
        assertThat(finished).as("%s before its choice is finished", what).doesNotContain(choice);
        assertThat(text).as(what).isNotEmpty();
        last.put(choice, what);
        told.add(choice + " " + what + " " + text);
    }

    @Override
    public void start(String id, String model) {
        assertThat(started).as("started before").isFalse();
        started = true;
        told.add("start " + id + " " + model);
    }

    @Override
    public void text(int choice, String text) {
        piece(choice, "text", text);
    }

    @Override
    public void reasoning(int choice, String text) {
        piece(choice, "reasoning", text);
    }

    @Override
    public void signature(int choice, String signature) {
        assertThat(last.get(choice)).as("told before a signature").isEqualTo("reasoning");
        piece(choice, "signature", signature);
    }

    @Override
    public void redacted(int choice, String data) {
        piece(choice, "redacted", data);
    }

    @Override
    public void refusal(int choice, String text) {
        piece(choice, "refusal", text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        assertThat(index).as("number of the call").isEqualTo(calls.merge(choice, 1, Integer::sum) - 1);
        assertThat(ids.add(id)).as("new id %s", id).isTrue();
        assertThat(signature).as("signature").isNotEqualTo("");
        piece(choice, "tool", index + " " + id + " " + name + " " + signature);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        assertThat(index).as("call that has begun").isBetween(0, calls.getOrDefault(choice, 0) - 1);
        piece(choice, "arguments " + index, json);
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        piece(choice, "logprobs", logprobs.toString());
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        piece(choice, "finish", reason + " " + stopSequence);
        finished.add(choice);
    }

    @Override
    public void usage(Usage usage) {
        assertThat(usage.cachedTokens() + usage.cacheWriteTokens()).isLessThanOrEqualTo(usage.inputTokens());
        assertThat(usage.reasoningTokens()).isBetween(0L, usage.outputTokens());
        told.add(usage.toString());
    }

    @Override
    public void keepAlive() {
        told.add("keep-alive");
    }

    @Override
    public void end() {
        assertThat(ended).as("ended before").isFalse();
        assertThat(finished).as("finished choices").isNotEmpty();
        ended = true;
        told.add("end");
    }
}
