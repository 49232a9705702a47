/**
 * Ollama's native API. {@code OllamaFormat} is the door, {@code OllamaRequest} reads, {@code OllamaAnswer} and
 * {@code OllamaStream} write, {@code Library} lists. Behaviour of {@code OllamaFormat}'s VERSION.
 */
package dev.cortexllm.sandbox.models.ollama;
