/** Faults on demand: kinds, rules, and the dice that say when one strikes. What a fault does to bytes is in server. */
package dev.cortexllm.sandbox.models.faults;
