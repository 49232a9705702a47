/** The sandbox's cluster with the operator, each a process of its own, and just as much of the Kubernetes API as measures ask for. */
package dev.cortexllm.bench.cluster;
