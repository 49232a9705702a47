package dev.cortexllm.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.FinishReason;

/** Hands an answer on and remembers what the router must know of it. */
final class Witness implements AnswerSink {
    private final AnswerSink next;
    private boolean content;
    private boolean ended;
    private Usage used;

    Witness(AnswerSink next) {
        this.next = next;
    }

    /** Whether something has come that commits the router to this answer. */
    boolean content() {
        return content;
    }

    /** Whether it came to its proper end. */
    boolean ended() {
        return ended;
    }

    /** What it said was used, or null. */
    Usage used() {
        return used;
    }

    @Override
    public void start(String id, String model) {
        next.start(given(id), given(model));
    }

    @Override
    public void text(int choice, String text) {
        content = true;
        next.text(choice, text);
    }

    @Override
    public void reasoning(int choice, String text) {
        content = true;
        next.reasoning(choice, text);
    }

    @Override
    public void signature(int choice, String signature) {
        content = true;
        next.signature(choice, signature);
    }

    @Override
    public void redacted(int choice, String data) {
        content = true;
        next.redacted(choice, data);
    }

    @Override
    public void refusal(int choice, String text) {
        content = true;
        next.refusal(choice, text);
    }

    @Override
    public void tool(int choice, int index, String id, String name, String signature) {
        content = true;
        next.tool(choice, index, id, name, signature);
    }

    @Override
    public void arguments(int choice, int index, String json) {
        content = true;
        next.arguments(choice, index, json);
    }

    @Override
    public void logprobs(int choice, JsonNode logprobs) {
        next.logprobs(choice, logprobs);
    }

    @Override
    public void finish(int choice, FinishReason reason, String stopSequence) {
        content = true;
        next.finish(choice, reason, stopSequence);
    }

    @Override
    public void usage(Usage usage) {
        used = usage;
        next.usage(usage);
    }

    @Override
    public void keepAlive() {
        next.keepAlive();
    }

    @Override
    public void end() {
        ended = true;
        next.end();
    }

    /** A name of nothing is none. */
    private static String given(String name) {
        return name == null || name.isEmpty() ? null : name;
    }
}
