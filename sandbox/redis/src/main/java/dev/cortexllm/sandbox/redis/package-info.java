/** A real Redis server as a process of its own, which tests start, stop, continue and kill. */
package dev.cortexllm.sandbox.redis;
