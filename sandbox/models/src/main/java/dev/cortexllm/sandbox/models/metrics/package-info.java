/** What vLLM tells Prometheus, computed from the engine's events. */
package dev.cortexllm.sandbox.models.metrics;
