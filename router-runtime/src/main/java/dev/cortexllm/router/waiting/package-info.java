/**
 * Lines of requests that wait until something can take them: bounded, and fair between workspaces. {@code FairLine} is the
 * order, {@code WaitingRoom} the line of one upstream with the places there. No clock and no I/O.
 */
package dev.cortexllm.router.waiting;
