/** Probes and lifecycle hooks: one check by HTTP, TCP or a command, and the counting that turns checks into verdicts. */
package dev.cortexllm.sandbox.kubelet.probe;
