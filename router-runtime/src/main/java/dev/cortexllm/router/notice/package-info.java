/**
 * Telling people of budgets: what is spent, and when a threshold is crossed. Requests only ever drop a word here; everything
 * that takes time happens on an event loop of its own, in bounded queues.
 */
package dev.cortexllm.router.notice;
