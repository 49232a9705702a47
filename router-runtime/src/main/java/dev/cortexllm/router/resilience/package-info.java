/**
 * How failures are kept from spreading: circuit breakers, cool-downs, the pauses between attempts and the budget that bounds
 * them. Values and counters only: no I/O, and the clock comes in from outside. Safe for any thread.
 */
package dev.cortexllm.router.resilience;
