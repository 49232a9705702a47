package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.outcome.Failure;

/**
 * What a provider's error body says.
 *
 * @param kind class of the failure when it is the provider's or the router's own, so that another target may do better;
 *     null when the client's request is at fault
 * @param message the provider's sentence, or null when there is none. Never shown for {@link Failure.Kind#UNAUTHORIZED}:
 *     providers echo keys there
 * @param code the provider's word for programs in OpenAI's vocabulary ({@code context_length_exceeded}, ...), or null
 * @param param the field at fault, or null
 * @param retryAfterSeconds when to come again as the body says, 0 when it does not
 */
public record UpstreamError(Failure.Kind kind, String message, String code, String param, int retryAfterSeconds) {}
