/**
 * What budgets allow, as functions of what is spent and what time it is: the calendar's windows, thresholds, how the rest of a
 * budget is spread. Nothing here counts or waits; the store does.
 */
package dev.cortexllm.router.budget;
