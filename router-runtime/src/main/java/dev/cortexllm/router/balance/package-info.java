/**
 * Which replica a request belongs to: a hash that is the same on every machine, and the weights that follow from it. Pure;
 * holds nothing.
 */
package dev.cortexllm.router.balance;
