/**
 * A day of traffic in virtual time: {@code Traffic} makes calls, a {@code Placing} (the production chooser, or what it is
 * compared with) says where each goes, {@code Replica} and {@code Cloud} serve them, {@code Day} plays it, {@code Criteria}
 * judges, {@code Tables} prints. The same seed gives the same tables.
 */
package dev.cortexllm.bench.simulation;
