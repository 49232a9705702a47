/** Processes that are measured: started on one processor, watched through {@code /proc}, stopped by their id. */
package dev.cortexllm.bench.program;
