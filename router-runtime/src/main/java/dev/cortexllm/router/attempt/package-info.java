/**
 * Attempts: try the chosen targets one after another until one has begun to answer. Up to that commit point a failure is
 * followed by the next attempt; after it, by the end of the client's connection. {@code AttemptLoop} is the order of the
 * steps and {@code Course} the order of the targets; {@code Attempt} is one call, {@code Answer} what comes back, and {@code
 * Delivery} what the client gets of it.
 */
package dev.cortexllm.router.attempt;
