package dev.cortexllm.router.outcome;

/**
 * The one vocabulary of errors, with the status and the word that each dialect has for it. Where a dialect has no word of
 * its own, OpenAI's serves both, so that programs can tell the cases apart.
 */
public enum ErrorType {
    /** The request is wrong. */
    INVALID_REQUEST(400, "invalid_request_error", 400, "invalid_request_error"),
    /** The client's own key is missing or wrong. */
    AUTHENTICATION(401, "authentication_error", 401, "authentication_error"),
    /** There is no money left for it; the clients of neither API ask again by themselves. */
    BILLING(402, "insufficient_quota", 402, "billing_error"),
    /** The client may not. */
    PERMISSION(403, "permission_error", 403, "permission_error"),
    /** There is no such model or path. */
    NOT_FOUND(404, "invalid_request_error", 404, "not_found_error"),
    /** The path is served by another method. */
    WRONG_METHOD(405, "invalid_request_error", 405, "invalid_request_error"),
    /** The client was too slow. */
    REQUEST_TIMEOUT(408, "invalid_request_error", 408, "invalid_request_error"),
    /** The request collides with another. */
    CONFLICT(409, "invalid_request_error", 409, "conflict_error"),
    /** The request is well formed, but makes no sense to the upstream. */
    UNPROCESSABLE(422, "invalid_request_error", 400, "invalid_request_error"),
    /** The request is too large. */
    TOO_LARGE(413, "invalid_request_error", 413, "request_too_large"),
    /** Too many requests. */
    RATE_LIMIT(429, "rate_limit_error", 429, "rate_limit_error"),
    /** The client left; never sent, the number is nginx's. */
    CLIENT_LEFT(499, "invalid_request_error", 499, "invalid_request_error"),
    /** The router failed. */
    INTERNAL(500, "server_error", 500, "api_error"),
    /** The upstream failed. */
    UPSTREAM(502, "upstream_error", 502, "api_error"),
    /** The upstream refused the gateway's credential: the client's own key is not at fault. */
    UPSTREAM_CREDENTIALS(502, "upstream_credentials_error", 502, "upstream_credentials_error"),
    /** The gateway's account at the upstream is exhausted. */
    UPSTREAM_QUOTA(502, "upstream_quota_error", 502, "upstream_quota_error"),
    /** Nobody can serve now. */
    UNAVAILABLE(503, "service_unavailable_error", 529, "overloaded_error"),
    /** The upstream was too slow. */
    UPSTREAM_TIMEOUT(504, "upstream_timeout_error", 504, "timeout_error");

    private final int openAiStatus;
    private final String openAiType;
    private final int anthropicStatus;
    private final String anthropicType;

    ErrorType(int openAiStatus, String openAiType, int anthropicStatus, String anthropicType) {
        this.openAiStatus = openAiStatus;
        this.openAiType = openAiType;
        this.anthropicStatus = anthropicStatus;
        this.anthropicType = anthropicType;
    }

    /**
     * The HTTP status.
     *
     * @param api the client's dialect
     */
    int status(Api api) {
        return api == Api.ANTHROPIC ? anthropicStatus : openAiStatus;
    }

    /**
     * The word for programs.
     *
     * @param api the client's dialect
     */
    String word(Api api) {
        return api == Api.ANTHROPIC ? anthropicType : openAiType;
    }
}
