/**
 * What the process knows of each upstream, target and endpoint: in-flight counts, breakers, keys that rest, engine load. Keyed by
 * identity (upstream id, model, pod and address), shared by all event loops and by every configuration that names the same
 * thing, so that a reload resets nothing. Values and counters only: no I/O, and the clock comes in as an argument.
 */
package dev.cortexllm.router.target;
