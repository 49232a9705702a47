/**
 * The resources of group {@code cortexllm.dev}, version {@code v1alpha1}: the single source of their schema, documentation
 * and defaults. Specs and statuses are plain records that Jackson reads, so that a router without Kubernetes reads the same
 * YAML; only the four thin {@code CustomResource} classes know Fabric8.
 *
 * <p>Defaults written here are applied by the API server (and by {@code lint} and {@code run}, through the schema module).
 * A spec that never met a schema has nulls there; {@link dev.cortexllm.api.v1alpha1.Defaults} holds every value once.
 */
package dev.cortexllm.api.v1alpha1;
