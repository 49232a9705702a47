package dev.cortexllm.compile;

/**
 * What the compiler says of one resource.
 *
 * @param accepted whether the spec makes sense ({@code Accepted}, {@code Invalid}, {@code Conflict})
 * @param resolvedRefs whether everything that it names exists ({@code ResolvedRefs}, {@code TargetNotFound}, {@code
 *     CredentialsMissing}, {@code RefNotPermitted})
 * @param served whether an entry for it is in the configuration, possibly its last good one
 */
public record Verdict(Check accepted, Check resolvedRefs, boolean served) {}
