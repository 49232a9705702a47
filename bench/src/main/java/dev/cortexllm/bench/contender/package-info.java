/** What is measured and what it is measured against: each a process of its own in front of the same simulated provider. */
package dev.cortexllm.bench.contender;
