/**
 * Measurements of the router's decisions: {@code simulation} plays days of traffic in virtual time against the production
 * chooser, {@code jmh} measures what a decision costs. Nothing of this module is shipped.
 */
package dev.cortexllm.bench;
