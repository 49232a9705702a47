package dev.cortexllm.sandbox.models.engine;

/** What the engine counts while it runs. */
final class EngineCounters {
    private final long startedAt;
    private long windowAt;
    private long advancedTo;
    private double busySlotSeconds;
    private long served;
    private long cancelled;
    private long failed;
    long rejected;
    long promptTokens;
    long completionTokens;

    EngineCounters(long now) {
        startedAt = now;
        reset(now);
    }

    void reset(long now) {
        windowAt = now;
        advancedTo = now;
        busySlotSeconds = 0;
        served = 0;
        cancelled = 0;
        failed = 0;
        rejected = 0;
        promptTokens = 0;
        completionTokens = 0;
    }

    /** Adds the time since the last call, during which so many slots were taken. */
    void advance(long now, int running) {
        busySlotSeconds += running * Generation.seconds(advancedTo, now);
        advancedTo = now;
    }

    void count(Generation.State how) {
        switch (how) {
            case SERVED -> served++;
            case CANCELLED -> cancelled++;
            case FAILED -> failed++;
            default -> throw new IllegalArgumentException(how + " is not an end");
        }
    }

    EngineStats stats(int running, int waiting) {
        return new EngineStats(
                running,
                waiting,
                served,
                cancelled,
                failed,
                rejected,
                busySlotSeconds,
                Generation.seconds(startedAt, advancedTo),
                Generation.seconds(windowAt, advancedTo),
                promptTokens,
                completionTokens);
    }
}
