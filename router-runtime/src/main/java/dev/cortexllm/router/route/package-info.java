/**
 * Choosing: the immutable {@link dev.cortexllm.router.route.Snapshot} that a configuration becomes, the match of a request
 * to a rule, and the strategies that order targets. Pure: no clock, no randomness, no I/O, no Vert.x.
 */
package dev.cortexllm.router.route;
