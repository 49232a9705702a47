/**
 * A Kubernetes cluster without containers, for the demo and the end-to-end tests. In reading order: {@code process} (how
 * processes of ours are led), {@code apiserver} (the embedded API server), {@code kubelet} (a node that speaks only the
 * Kubernetes API and runs pods as local processes), {@code demo} (the main job, played on both).
 */
package dev.cortexllm.sandbox;
