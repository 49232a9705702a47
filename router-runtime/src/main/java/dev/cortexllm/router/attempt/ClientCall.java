package dev.cortexllm.router.attempt;

import dev.cortexllm.router.balance.Hash64;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.ledger.Purpose;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.target.Affinity;
import dev.cortexllm.router.target.Balance;
import dev.cortexllm.router.wire.ChatRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
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
 * @param headers its headers
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
        Purpose purpose,
        MultiMap headers)
        implements Affinity {
    /** Sets names of sessions apart from beginnings of conversations. */
    private static final long SESSION = 1;

    /** Its session, where it names one; otherwise the beginning of the conversation, where that decides. */
    @Override
    public long key(Balance balance) {
        List<String> names = balance.sessionHeaders();
        for (int i = 0; i < names.size(); i++) {
            String session = headers.get(names.get(i));
            if (session != null && !session.isEmpty()) {
                return Hash64.of(session, SESSION);
            }
        }
        return balance.prefixBytes() == 0 ? NONE : request.beginning(balance.prefixBytes());
    }
}
