/**
 * The worker of one pod. {@link dev.cortexllm.sandbox.kubelet.pod.PodPlan} decides what to start next and
 * {@link dev.cortexllm.sandbox.kubelet.pod.PodStatuses} what to report, both from immutable views;
 * {@link dev.cortexllm.sandbox.kubelet.pod.PodWorker} and its {@link dev.cortexllm.sandbox.kubelet.pod.ContainerUnit}s act.
 */
package dev.cortexllm.sandbox.kubelet.pod;
