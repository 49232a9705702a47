/**
 * How requests end: the sealed set of outcomes, and the only mapping of them to a status and an error body.
 */
package dev.cortexllm.router.outcome;
