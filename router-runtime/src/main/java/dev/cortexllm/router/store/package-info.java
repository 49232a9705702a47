/** Whose counts the limits are: those of this process, or those of all routers of a gateway. */
package dev.cortexllm.router.store;
