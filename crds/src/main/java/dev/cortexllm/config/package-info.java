/**
 * What a router reads: one immutable, Kubernetes-free value per gateway, its hash, and its form on disk and on the wire.
 * Everything here is already decided and resolved; a router never looks a reference up.
 */
package dev.cortexllm.config;
