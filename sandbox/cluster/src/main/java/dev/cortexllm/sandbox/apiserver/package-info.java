/**
 * An API server in one process: enough of Kubernetes for kubectl, the operator and the sandbox's kubelet, and no more. It is
 * not a second Kubernetes. What follows is the contract; its lines have tests that also pass on a real 1.36 server
 * ({@code KUBECONFIG} set), and whatever is not listed is not promised.
 *
 * <h2>What it does</h2>
 * <ul>
 *   <li><b>Discovery</b>: {@code /version}, {@code /api}, {@code /apis} (also aggregated, v2), resource lists with short names
 *       and categories, {@code /openapi/v3} with the schemas of custom resources, an empty {@code /openapi/v2} (kubectl then
 *       uses its own types), {@code /healthz}, {@code /livez}, {@code /readyz}.
 *   <li><b>Kinds</b>: those of {@code builtin-types.txt} and custom resources. Events of both groups are the same objects.
 *   <li><b>Custom resources</b>: defaults, pruning, {@code fieldValidation}, schema and CEL validation by module schema, status
 *       and scale subresources, generation, printer columns. A definition is served when its creation returns; deleting it
 *       deletes its objects.
 *   <li><b>Objects</b>: optimistic locking, {@code generateName}, finalizers, preconditions, graceful pod deletion
 *       (the node's kubelet ends it with grace 0), dry run, {@code deletecollection}. A write that changes nothing keeps the
 *       resource version.
 *   <li><b>Patches</b>: JSON, merge, strategic merge (built-in kinds), server-side apply; {@code managedFields} for all writes.
 *   <li><b>Lists and watches</b>: label selectors, field selectors on any path, pages, resource versions, bookmarks, initial
 *       events, 410 when too old, Tables, bare metadata.
 *   <li><b>Tokens</b>: TokenRequest and TokenReview with audiences, expiry and bound pods.
 *   <li><b>RBAC</b>: for whoever shows a ServiceAccount's token and for whom the administrator impersonates (user and groups),
 *       by the roles and bindings stored; access and rules reviews; an apply patch that creates needs {@code create} too.
 *   <li><b>Controllers</b>: Deployments to ReplicaSets to pods, Jobs (no indexes, no suspension), claims to
 *       volumes that a provisioner made for them, EndpointSlices, owner garbage collection (background, foreground,
 *       orphan), namespace deletion, the default ServiceAccount and {@code kube-root-ca.crt} (empty) of each namespace.
 *   <li><b>Bodies</b>: JSON, YAML, and protobuf for built-in kinds. Answers are JSON always.
 * </ul>
 *
 * <h2>What it does not</h2>
 * <ul>
 *   <li>No TLS, no other authentication: whoever shows no ServiceAccount's token is the administrator. Paths that are no
 *       resources are open; roles may be written that give more than their writer has; no aggregated roles.
 *   <li>No persistence; tokens are opaque and end with the process.
 *   <li>No WebSocket: an upgrade is answered with 200, on which Fabric8 turns to plain HTTP watches; so no exec, attach,
 *       port-forward; no pod logs; no webhooks, no admission policies, no quotas, no conversion but {@code None}.
 *   <li>No scheduler: pods stay Pending until something binds them. No controllers for StatefulSets, autoscalers or
 *       disruption budgets (eviction simply deletes); Endpoints are not written, only EndpointSlices.
 *   <li>Built-in kinds are defaulted where an operator's comparison or kubectl's output notices, validated where operators
 *       commonly err, and neither pruned nor checked for unknown fields.
 *   <li>Continued lists show the present state, under the first page's resource version.
 * </ul>
 *
 * <h2>Reading order</h2>
 * {@code object}, {@code store}, {@code fields}, {@code patch}, {@code type}, {@code builtin}, {@code crd}, {@code resource},
 * {@code table}, {@code protobuf}, {@code http}, {@code access}, {@code discovery}, {@code endpoint}, {@code controller}; then
 * {@link dev.cortexllm.sandbox.apiserver.ApiServer}, which puts them together. None imports a later one.
 */
package dev.cortexllm.sandbox.apiserver;
