/**
 * Attempts: try the chosen targets one after another until one has begun to answer. Up to that commit point a failure is
 * followed by the next attempt; after it, by the end of the client's connection. {@link
 * dev.cortexllm.router.attempt.FailoverRule} decides, everything else does.
 */
package dev.cortexllm.router.attempt;
