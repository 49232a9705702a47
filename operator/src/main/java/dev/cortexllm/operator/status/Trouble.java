package dev.cortexllm.operator.status;

/**
 * Why engine pods do not answer. Messages hold no times, durations or counts that grow by themselves: a status must not change while
 * nothing happens.
 *
 * @param reason one CamelCase word
 * @param message a sentence
 */
public record Trouble(String reason, String message) {}
