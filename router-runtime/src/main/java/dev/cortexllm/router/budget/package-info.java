/**
 * Budgets: what is spent and reserved in a calendar window, and whether there is money for more. Pure: time comes in as an
 * argument, one thread at a time; {@code store} says whose money it is.
 */
package dev.cortexllm.router.budget;
