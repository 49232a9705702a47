/**
 * The control plane: watches the four kinds, runs routers and engines for them, compiles what routers serve, and says in
 * their status how things are. {@link dev.cortexllm.operator.OperatorMain} reads flags, {@link
 * dev.cortexllm.operator.CortexOperator} puts the parts together.
 *
 * <p>Reading order: {@code child} (objects that we own), {@code watch} (what is seen), {@code status} (what is said), {@code
 * compilation} (from resources to configuration), {@code link} (the operator's end of the link), {@code budget} (what is spent), {@code
 * scale} (how many replicas), then a package per kind:
 * {@code provider}, {@code model}, {@code gateway}, {@code policy}; {@code health} last. A later package may use an earlier
 * one, never the reverse. The {@code desired} packages and the functions in {@code status} are pure.
 */
package dev.cortexllm.operator;
