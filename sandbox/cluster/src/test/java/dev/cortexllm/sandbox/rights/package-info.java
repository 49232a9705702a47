/**
 * The rights that the chart gives the operator, as tests use them: {@code ActingOperator} is the chart's ServiceAccount in a test's
 * cluster, {@code UsedRights} what it did, and {@code RightsIT}, which runs after all others, compares that with what was granted.
 */
package dev.cortexllm.sandbox.rights;
