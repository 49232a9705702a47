/**
 * Budgets: the calendar's windows, thresholds, how the rest of a budget is spread, and what is spent and reserved. Pure: time
 * comes in as an argument, one thread at a time unless a type says otherwise; {@code store} says whose money it is.
 */
package dev.cortexllm.router.budget;
