/**
 * What wakes reconcilers and what they see: caches of children and of referenced resources, one watch on all pods of ours,
 * and wake-up calls from inside the process.
 */
package dev.cortexllm.operator.watch;
