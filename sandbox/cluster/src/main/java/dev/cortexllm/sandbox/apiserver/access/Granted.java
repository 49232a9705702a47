package dev.cortexllm.sandbox.apiserver.access;

/**
 * What lets somebody do something.
 *
 * @param role {@code Role NAMESPACE/NAME} or {@code ClusterRole NAME}
 * @param rule place of the rule among the role's, from 0
 */
public record Granted(String role, int rule) {}
