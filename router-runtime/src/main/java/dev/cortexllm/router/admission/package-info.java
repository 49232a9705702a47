/**
 * Whether a request may enter. Today that is whether its body is a request at all; whose it is (keys, workspaces) and how
 * much they may still use (limits, budgets) is decided here too once there is something to decide by.
 */
package dev.cortexllm.router.admission;
