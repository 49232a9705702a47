/**
 * Rate limits: what has been counted, and whether there is room for more. Pure: time comes in as an argument, one thread at
 * a time; {@code store} says whose counts they are.
 */
package dev.cortexllm.router.limit;
