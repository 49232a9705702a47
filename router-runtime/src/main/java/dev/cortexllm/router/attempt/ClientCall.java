package dev.cortexllm.router.attempt;

import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.ledger.Purpose;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.wire.ChatRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * A client's request on its way through the attempts.
 *
 * @param api the dialect that the client speaks
 * @param response where the answer goes
 * @param requestId id of the request
 * @param userAgent the client's {@code user-agent}, or null
 * @param carried the client's headers that go with a request that passes through, lower-case names
 * @param request the body and what is known of it
 * @param plan which targets to try
 * @param startedNanos when its first byte was in, on the monotonic clock
 * @param readNanos when its last byte was in
 * @param identity who sends it
 * @param purpose what it is for
 */
public record ClientCall(
        Api api,
        HttpServerResponse response,
        String requestId,
        String userAgent,
        Map<String, String> carried,
        ChatRequest request,
        AttemptPlan plan,
        long startedNanos,
        long readNanos,
        Identity identity,
        Purpose purpose) {}
