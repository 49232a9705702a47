/**
 * Google's Gemini API as a provider's format. {@link dev.cortexllm.router.wire.gemini.GeminiFormat} is the way in. {@code
 * RequestWriter} tells how a request is put together, {@code ResponseReader} how an answer is read; {@code ModelTraits}
 * holds what differs between generations of models. Source throughout: facts/wire/gemini.md. Pure.
 */
package dev.cortexllm.router.wire.gemini;
