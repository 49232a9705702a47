/**
 * The formats, in reading order: {@code chat} is the neutral model and what a format must do, {@code pass} lets requests
 * and answers pass unread where client and provider speak the same, {@code openai}, {@code anthropic} and {@code gemini}
 * translate, {@code sse} and {@code json} are what they are written with. {@link
 * dev.cortexllm.router.wire.ChatRequest#codec} is where the two ways part.
 *
 * <p>Responses, completions, embeddings and rerank are other dialects beside {@code chat}; each will be a package of its
 * own with a neutral model of its own.
 */
package dev.cortexllm.router.wire;
