/**
 * The sandbox kubelet: a program that speaks only the Kubernetes API and runs the containers of pods as local processes,
 * so that a cluster's workloads live and die on a laptop without a container engine. It serves the embedded API server and
 * a real one alike.
 *
 * <p>Packages in reading order:
 *
 * <ol>
 *   <li>{@code kubelet}: the program, its flags, the Node it keeps alive and the dispatch of pods to their workers
 *   <li>{@code report}: what the kubelet writes about pods: events and status
 *   <li>{@code schedule}: which pods fit on the node, and their binding (there is no scheduler)
 *   <li>{@code reference}: values a pod takes from elsewhere: its own fields, resources, Secrets, ConfigMaps, tokens
 *   <li>{@code runtime}: from an image name to a command line, an environment and a process
 *   <li>{@code volume}: mounted files with the atomic {@code ..data} swap
 *   <li>{@code probe}: probes and lifecycle hooks
 *   <li>{@code pod}: the worker of one pod: what to start next, what to stop, which status to report
 *   <li>{@code service}: the stand-in for kube-proxy
 * </ol>
 */
package dev.cortexllm.sandbox.kubelet;
