/**
 * Anthropic's API. {@code AnthropicFormat} is the door, {@code MessagesRequest} and {@code Turns} read,
 * {@code MessageAnswer} and {@code MessageStream} write. Shapes: {@code anthropic-sdk-typescript} of 2026-08-19.
 */
package dev.cortexllm.sandbox.models.anthropic;
