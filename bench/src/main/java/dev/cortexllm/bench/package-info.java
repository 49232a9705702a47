/**
 * Measurements of the router's decisions; nothing of this module is shipped. In reading order: {@code table} prints, {@code
 * simulation} plays days of traffic in virtual time against the production chooser, {@code jmh} measures what a decision costs;
 * {@link dev.cortexllm.bench.BenchCommand} starts either.
 */
package dev.cortexllm.bench;
