/** Budgets: what routers say is spent of them, for status and Events. */
package dev.cortexllm.operator.budget;
