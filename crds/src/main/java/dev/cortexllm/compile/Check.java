package dev.cortexllm.compile;

/**
 * The outcome of one check, ready to become a condition.
 *
 * @param ok whether it passed
 * @param reason one CamelCase word, such as {@code Accepted}, {@code Invalid}, {@code Conflict}, {@code TargetNotFound}
 * @param message a sentence for a person that names the place
 */
public record Check(boolean ok, String reason, String message) {}
