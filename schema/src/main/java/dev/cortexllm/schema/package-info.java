/**
 * What a Kubernetes 1.36 API server does with a custom resource, without an API server: reading manifests, pruning unknown
 * fields, filling in defaults, and refusing what a CRD's schema and CEL rules do not allow, in the server's own words.
 *
 * <p>It knows no kind of its own. Start with {@link dev.cortexllm.schema.CrdSchema} (one version of one CRD) and
 * {@link dev.cortexllm.schema.YamlDocuments} (files into objects, with line numbers). Below, in reading order:
 *
 * <ol>
 *   <li>{@code node}: the schema as a tree of records; defaulting and pruning walk it
 *   <li>{@code check}: values against the schema, CEL apart
 *   <li>{@code quick}: says of most objects that they break none of the {@code x-kubernetes-validations}, without CEL
 *   <li>{@code cel}: {@code x-kubernetes-validations}, compiled with types from the schema and evaluated
 *   <li>{@code cel.library}: the functions Kubernetes adds to CEL
 *   <li>{@code cel.cost}: what a rule may cost, which decides whether a server takes the CRD
 *   <li>{@code yaml}: YAML as kubectl reads it
 * </ol>
 *
 * <p>Where a class says that it does what a Go function does, that function is of Kubernetes 1.36 or of cel-go; the function's
 * name is given so that the two can be compared.
 */
package dev.cortexllm.schema;
