/**
 * Serving engines: what is known of them as data ({@code EngineFacts}: images, ports, flags by version, GPUs, presets), and
 * what a deployment runs with once preset and defaults are in ({@code Serving}). {@code MemoryFit} and {@code StartupBudget}
 * are the arithmetic. Everything is pure.
 */
package dev.cortexllm.engine;
