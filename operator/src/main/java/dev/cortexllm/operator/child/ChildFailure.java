package dev.cortexllm.operator.child;

/**
 * A child that could not be brought to its desired state for a reason that a person must remove.
 *
 * @param reason one CamelCase word: {@code Conflict}, {@code Refused}, {@code Forbidden}, or that of a kind which is missing
 * @param message a sentence that names the child
 */
public record ChildFailure(String reason, String message) {}
