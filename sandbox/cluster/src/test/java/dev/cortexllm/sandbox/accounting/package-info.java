/**
 * What the routers wrote down, against what the simulated providers put on their bills: {@code Fleet} is the processes,
 * {@code Crowd} the clients, {@code Reckoning} the comparison, which is pure.
 */
package dev.cortexllm.sandbox.accounting;
