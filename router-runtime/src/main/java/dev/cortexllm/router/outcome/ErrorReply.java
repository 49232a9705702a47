package dev.cortexllm.router.outcome;

import java.util.List;

/**
 * What a client is told of an {@link Outcome}: the only mapping from outcomes to HTTP, independent of the dialect in
 * which it is then written.
 *
 * @param status HTTP status
 * @param type OpenAI's {@code error.type}
 * @param param the field at fault, or null
 * @param code a word for programs, or null
 * @param message a sentence for people
 * @param retryAfterSeconds value of {@code Retry-After}; 0: none
 * @param allow value of {@code Allow}; null: none
 */
public record ErrorReply(
        int status, String type, String param, String code, String message, int retryAfterSeconds, String allow) {
    /** Status under which a request is counted whose client left (nginx's number); never sent. */
    public static final int CLIENT_LEFT = 499;

    private static final String INVALID = "invalid_request_error";
    private static final String UNAVAILABLE = "service_unavailable_error";
    private static final int LISTED_MODELS = 20;
    private static final int LONGEST_ECHO = 100;

    /**
     * Maps an outcome.
     *
     * @param outcome any outcome
     * @return what the client gets
     */
    public static ErrorReply of(Outcome outcome) {
        if (outcome instanceof Outcome.BodyTooLarge large) {
            return invalid(
                    413,
                    null,
                    "request_too_large",
                    "The request body is larger than " + large.limitBytes()
                            + " bytes, the most that this gateway reads.");
        } else if (outcome instanceof Outcome.BodyTooSlow slow) {
            return invalid(
                    408, null, "request_timeout", "The request body did not arrive within " + slow.seconds() + " s.");
        } else if (outcome instanceof Outcome.BadRequest bad) {
            return invalid(400, bad.param(), null, bad.message());
        } else if (outcome instanceof Outcome.UnknownModel unknown) {
            return invalid(404, "model", "model_not_found", unknownModel(unknown));
        } else if (outcome instanceof Outcome.UnknownPath path) {
            return invalid(
                    404,
                    null,
                    "unknown_url",
                    "Nothing is served at " + echo(path.path())
                            + "; this gateway serves POST /v1/chat/completions and GET /v1/models.");
        } else if (outcome instanceof Outcome.WrongMethod wrong) {
            String message =
                    wrong.path() + " is served by " + wrong.allowed() + ", not by " + echo(wrong.method()) + ".";
            return new ErrorReply(405, INVALID, null, "method_not_allowed", message, 0, wrong.allowed());
        } else if (outcome instanceof Outcome.NotConfigured) {
            return unavailable("not_configured", "This gateway has not received its configuration yet.", 1);
        } else if (outcome instanceof Outcome.NothingAvailable none) {
            return unavailable(
                    "no_target_available", "Policy " + none.policy() + " cannot serve now: " + none.why() + ".", 2);
        } else if (outcome instanceof Outcome.AttemptsFailed failed) {
            return attemptsFailed(failed);
        } else if (outcome instanceof Outcome.UpstreamRefused refused) {
            String message =
                    "Upstream " + refused.upstream() + " refused the request (status " + refused.status() + ").";
            return invalid(refused.status(), null, "upstream_refused", message);
        } else if (outcome instanceof Outcome.ClientLeft) {
            return new ErrorReply(CLIENT_LEFT, INVALID, null, "client_closed_request", "The client left.", 0, null);
        }
        return new ErrorReply(
                500, "server_error", null, "internal_error", "The gateway failed; its log says more.", 0, null);
    }

    private static ErrorReply attemptsFailed(Outcome.AttemptsFailed failed) {
        Failure last = failed.last();
        String tried = failed.attempts() == 1 ? "" : " (the last of " + failed.attempts() + " attempts)";
        String message = sentenceCase(last.sentence()) + tried + ".";
        return switch (last.kind()) {
            case RATE_LIMITED ->
                new ErrorReply(
                        429,
                        "rate_limit_error",
                        null,
                        "rate_limit_exceeded",
                        message,
                        Math.max(1, last.retryAfterSeconds()),
                        null);
            case TIMEOUT -> new ErrorReply(504, "upstream_timeout_error", null, "upstream_timeout", message, 0, null);
            case UNAUTHORIZED ->
                new ErrorReply(
                        502, "upstream_credentials_error", null, "upstream_credentials_refused", message, 0, null);
            case CONNECT, RESET, TRUNCATED, SERVER_ERROR, MALFORMED ->
                new ErrorReply(
                        502,
                        "upstream_error",
                        null,
                        "upstream_" + last.kind().name().toLowerCase(java.util.Locale.ROOT),
                        message,
                        0,
                        null);
        };
    }

    private static String unknownModel(Outcome.UnknownModel unknown) {
        List<String> existing = unknown.existing();
        String asked = "The model '" + echo(unknown.model()) + "' does not exist. ";
        if (existing.isEmpty()) {
            return asked + "This gateway has no model yet.";
        }
        int more = existing.size() - LISTED_MODELS;
        String listed = String.join(", ", existing.subList(0, Math.min(LISTED_MODELS, existing.size())));
        return asked + "It can be one of: " + listed + (more > 0 ? " and " + more + " more (GET /v1/models)." : ".");
    }

    private static ErrorReply invalid(int status, String param, String code, String message) {
        return new ErrorReply(status, INVALID, param, code, message, 0, null);
    }

    private static ErrorReply unavailable(String code, String message, int retryAfterSeconds) {
        return new ErrorReply(503, UNAVAILABLE, null, code, message, retryAfterSeconds, null);
    }

    /** A client's own words, bounded: an error must not grow with what caused it. */
    private static String echo(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }

    private static String sentenceCase(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
