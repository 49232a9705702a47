/**
 * OpenAI's API. {@code OpenAiFormat} is the door, {@code Endpoints} the paths, {@code ChatRequest} and {@code Messages}
 * read, {@code ChatStream}, {@code ChatBody} and {@code TextAnswer} write. {@code Dialect} and {@code Style} hold what
 * another server of the same API (vLLM) does differently. Shapes: {@code openai-node} of 2026-08-21.
 */
package dev.cortexllm.sandbox.models.openai;
