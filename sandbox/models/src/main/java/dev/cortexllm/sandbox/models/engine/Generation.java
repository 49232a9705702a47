package dev.cortexllm.sandbox.models.engine;

import java.time.Duration;

/** One answer on its way: waiting, running, or over. The engine moves it; everybody else reads. */
public final class Generation {
    /** Where a generation stands. */
    public enum State {
        WAITING,
        RUNNING,
        SERVED,
        CANCELLED,
        FAILED
    }

    private final GenerationRequest request;
    private final AnswerPlan plan;
    private final int cachedTokens;
    private final double slowness;
    final GenerationSink sink;
    final long queuedAt;

    State state = State.WAITING;
    long startedAt;
    long firstTokenAt;
    long lastTokenAt;
    long overAt;
    long nextAt;
    boolean begun;
    int emitted;
    Timers.Handle timer = () -> {};

    Generation(
            GenerationRequest request,
            AnswerPlan plan,
            int cachedTokens,
            double slowness,
            GenerationSink sink,
            long queuedAt) {
        this.request = request;
        this.plan = plan;
        this.cachedTokens = cachedTokens;
        this.slowness = slowness;
        this.sink = sink;
        this.queuedAt = queuedAt;
    }

    /** Returns what was asked. */
    public GenerationRequest request() {
        return request;
    }

    /** Returns the whole answer, also the part that is still to come. */
    public AnswerPlan plan() {
        return plan;
    }

    /** Returns where it stands. */
    public State state() {
        return state;
    }

    /** Returns how many tokens have been emitted. */
    public int emitted() {
        return emitted;
    }

    /** Returns how many of the emitted tokens are thoughts. */
    public int thoughts() {
        return plan.thoughts(emitted);
    }

    /** Returns how many words of the prompt were in the prefix cache. */
    public int cachedTokens() {
        return cachedTokens;
    }

    /** Returns whether it ever had a slot. */
    public boolean started() {
        return startedAt != 0;
    }

    /** Returns the seconds spent waiting for a slot; meaningful once {@link #started}. */
    public double queueSeconds() {
        return seconds(queuedAt, startedAt);
    }

    /** Returns the seconds from arrival to the first token; meaningful once one was emitted. */
    public double firstTokenSeconds() {
        return seconds(queuedAt, firstTokenAt);
    }

    /** Returns the seconds from getting a slot to the first token; meaningful once one was emitted. */
    public double prefillSeconds() {
        return seconds(startedAt, firstTokenAt);
    }

    /** Returns the seconds from the first token to the end; meaningful once over. */
    public double decodeSeconds() {
        return seconds(firstTokenAt, overAt);
    }

    /** Returns the seconds from arrival to the end; meaningful once over. */
    public double totalSeconds() {
        return seconds(queuedAt, overAt);
    }

    long firstTokenDelay(Duration timeToFirstToken) {
        int prompt = Math.max(1, plan.promptTokens());
        double uncached = Math.max(0, prompt - cachedTokens) / (double) prompt;
        // A full hit still costs something: the last block is always computed.
        return (long) (timeToFirstToken.toNanos() * slowness * Math.max(0.1, uncached));
    }

    long tokenDelay(Duration timePerToken) {
        return (long) (timePerToken.toNanos() * slowness);
    }

    static double seconds(long fromNanos, long toNanos) {
        return (toNanos - fromNanos) / 1e9;
    }
}
