package dev.cortexllm.sandbox.models.engine;

/**
 * A reading of the engine's counters. All but the first two and {@code upSeconds} count since the last reset.
 *
 * @param running generations that have a slot now
 * @param waiting generations that wait for one now
 * @param served answers that were completed
 * @param cancelled generations whose client went away
 * @param failed answers that a fault broke off
 * @param rejected requests that found the queue full
 * @param busySlotSeconds integral of taken slots over time; the busy share of a stretch of time is its growth divided
 *     by (capacity × seconds)
 * @param upSeconds seconds since the engine started
 * @param windowSeconds seconds since the last reset
 * @param promptTokens tokens of all prompts taken on
 * @param completionTokens tokens emitted, delivered or not
 */
public record EngineStats(
        int running,
        int waiting,
        long served,
        long cancelled,
        long failed,
        long rejected,
        double busySlotSeconds,
        double upSeconds,
        double windowSeconds,
        long promptTokens,
        long completionTokens) {}
