/**
 * vLLM: its command line, its dialect of OpenAI's API, and the endpoints beside it. Behaviour of {@code VllmFormat}'s
 * VERSION.
 */
package dev.cortexllm.sandbox.models.vllm;
