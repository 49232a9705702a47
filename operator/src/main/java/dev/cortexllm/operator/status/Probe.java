package dev.cortexllm.operator.status;

/**
 * Outcome of a connection check.
 *
 * @param reachable whether the API answered and took the credential
 * @param reason {@code Reachable}, {@code Unauthorized}, {@code Unreachable} or {@code AddressRefused}
 * @param message a sentence; never holds a secret
 * @param models number of models that the API listed; null when it does not list them
 */
public record Probe(boolean reachable, String reason, String message, Integer models) {}
