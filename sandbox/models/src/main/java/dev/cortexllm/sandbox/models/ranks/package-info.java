/** Several processes that are one engine: how they find each other, and that none outlives another. */
package dev.cortexllm.sandbox.models.ranks;
