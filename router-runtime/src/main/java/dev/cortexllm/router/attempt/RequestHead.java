package dev.cortexllm.router.attempt;

import dev.cortexllm.router.target.Credential;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Headers of a request to an upstream: the format's, the client's that go along where a request passes through, and over
 * all of them those of the configuration, the credential among them. Nothing else of the client's goes on.
 */
final class RequestHead {
    private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

    private RequestHead() {}

    /**
     * Puts the headers in.
     *
     * @param out the request's headers, empty
     * @param call the client's request
     * @param target who is asked
     * @param key the API key; null when none is needed
     * @param upstream what is asked
     * @param attemptId the ledger's id of it, so that it can be found in the upstream's own logs and bills
     */
    static void put(
            MultiMap out,
            ClientCall call,
            RouteTarget target,
            Credential key,
            UpstreamCall upstream,
            String attemptId) {
        upstream.headers().forEach(out::set);
        if (call.request().passesTo(target.upstream().format())) {
            call.carried().forEach(out::set);
        }
        target.upstream().headers().forEach(out::set);
        if (key != null) {
            out.set(key.header(), key.value());
        }
        out.set(HttpHeaders.ACCEPT, call.request().stream() ? AnswerHead.EVENTS : AnswerHead.JSON);
        if (call.userAgent() != null) {
            out.set(HttpHeaders.USER_AGENT, call.userAgent());
        }
        out.set(X_REQUEST_ID, attemptId);
    }
}
