package dev.cortexllm.sandbox.models.engine;

import java.time.Duration;

/**
 * How fast and how wide an engine is. May be replaced while it runs.
 *
 * @param capacity generations that run at the same time; 0 is unlimited
 * @param queueLimit generations that may wait for a slot; -1 is unlimited, 0 means that nobody waits
 * @param timeToFirstToken from getting a slot to the first token
 * @param timePerToken between two tokens
 * @param completionTokens length of an answer that no limit of the request shortens, at least 1
 */
public record EngineSettings(
        int capacity, int queueLimit, Duration timeToFirstToken, Duration timePerToken, int completionTokens) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting that is out of range
     */
    public EngineSettings {
        require(capacity >= 0, "capacity must not be negative (0 is unlimited): " + capacity);
        require(queueLimit >= -1, "queueLimit must be -1 (unlimited) or more: " + queueLimit);
        require(!timeToFirstToken.isNegative(), "timeToFirstToken must not be negative: " + timeToFirstToken);
        require(!timePerToken.isNegative(), "timePerToken must not be negative: " + timePerToken);
        require(completionTokens >= 1, "completionTokens must be at least 1: " + completionTokens);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
