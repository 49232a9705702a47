/** The benchmark suite: what is measured, against what, and what it must reach. */
package dev.cortexllm.bench.suite;
