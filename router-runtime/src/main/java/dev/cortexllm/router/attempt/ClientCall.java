package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.openai.ChatRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A client's request on its way through the attempts.
 *
 * @param response where the answer goes
 * @param requestId id of the request, sent upstream too
 * @param accept the client's {@code accept}, or null
 * @param userAgent the client's {@code user-agent}, or null
 * @param request the body and what is known of it
 * @param plan which targets to try
 * @param startedNanos when its first byte was in, on the monotonic clock
 * @param readNanos when its last byte was in
 */
public record ClientCall(
        HttpServerResponse response,
        String requestId,
        String accept,
        String userAgent,
        ChatRequest request,
        AttemptPlan plan,
        long startedNanos,
        long readNanos) {}
