/**
 * Google's Generative Language API. {@code GeminiFormat} is the door, {@code GenerateRequest} and {@code Contents} read,
 * {@code Candidate} and {@code CandidateStream} write. Shapes: {@code js-genai} of 2026-08-21.
 */
package dev.cortexllm.sandbox.models.gemini;
