/**
 * The operator with many model deployments: what it costs, that it then is silent, and that it ends at the same state
 * however often it dies on the way. Two processes, an API server and an operator, and no kubelet: pods stay Pending.
 */
package dev.cortexllm.sandbox.fleet;
