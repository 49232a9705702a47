/** The simulated provider that everything measured stands in front of: as little work for an answer as there can be. */
package dev.cortexllm.bench.upstream;
