package dev.cortexllm.router.outcome;

import java.util.List;
import java.util.Locale;

/**
 * What a client is told of an {@link Outcome}: the only mapping from outcomes to errors, independent of the dialect in
 * which it is then written.
 *
 * @param type what kind of error; decides the HTTP status in each dialect
 * @param param the field at fault, or null
 * @param code a word for programs, or null
 * @param message a sentence for people
 * @param anthropicMessage the same in Anthropic's words, where its clients look for them; null: no other words
 * @param retryAfterSeconds value of {@code Retry-After}; 0: none
 * @param allow value of {@code Allow}; null: none
 */
public record ErrorReply(
        ErrorType type,
        String param,
        String code,
        String message,
        String anthropicMessage,
        int retryAfterSeconds,
        String allow) {
    private static final int LISTED_MODELS = 20;
    private static final int LONGEST_ECHO = 100;
    private static final int LONGEST_REASON = 2000;
    /** What is asked for where an upstream that is overloaded names no time. */
    private static final int OVERLOADED_SECONDS = 2;
    /** When to come again where too many wait for a model that is loading, which takes minutes. */
    private static final int FULL_SECONDS = 10;

    /** Without words of Anthropic's own. */
    public ErrorReply(ErrorType type, String param, String code, String message, int retryAfterSeconds, String allow) {
        this(type, param, code, message, null, retryAfterSeconds, allow);
    }

    /**
     * The sentence.
     *
     * @param api the client's dialect
     * @return the sentence in its words
     */
    public String message(Api api) {
        return api == Api.ANTHROPIC && anthropicMessage != null ? anthropicMessage : message;
    }

    /**
     * The HTTP status.
     *
     * @param api the client's dialect
     * @return a status from 400 on
     */
    public int status(Api api) {
        return type.status(api);
    }

    /**
     * Maps an outcome.
     *
     * @param outcome any outcome
     * @return what the client gets
     */
    public static ErrorReply of(Outcome outcome) {
        if (outcome instanceof Outcome.BodyTooLarge large) {
            String message = "The request body is larger than " + large.limitBytes()
                    + " bytes, the most that this gateway reads.";
            return reply(ErrorType.TOO_LARGE, null, "request_too_large", message);
        } else if (outcome instanceof Outcome.BodyTooSlow slow) {
            String message = "The request body did not arrive within " + slow.seconds() + " s.";
            return reply(ErrorType.REQUEST_TIMEOUT, null, "request_timeout", message);
        } else if (outcome instanceof Outcome.BadRequest bad) {
            return reply(ErrorType.INVALID_REQUEST, bad.param(), bad.code(), bad.message());
        } else if (outcome instanceof Outcome.UnknownModel unknown) {
            return reply(ErrorType.NOT_FOUND, "model", "model_not_found", unknownModel(unknown));
        } else if (outcome instanceof Outcome.UnknownPath path) {
            String message =
                    "Nothing is served at " + echo(path.path()) + "; this gateway serves " + path.served() + ".";
            return reply(ErrorType.NOT_FOUND, null, "unknown_url", message);
        } else if (outcome instanceof Outcome.NotPassed passed) {
            String message = echo(passed.path()) + " is not served here, and no provider '" + echo(passed.provider())
                    + "' lets such requests through (spec.passThrough).";
            return reply(ErrorType.NOT_FOUND, null, "unknown_url", message);
        } else if (outcome instanceof Outcome.WrongMethod wrong) {
            String message =
                    wrong.path() + " is served by " + wrong.allowed() + ", not by " + echo(wrong.method()) + ".";
            return new ErrorReply(ErrorType.WRONG_METHOD, null, "method_not_allowed", message, 0, wrong.allowed());
        } else if (outcome instanceof Outcome.NotConfigured) {
            return unavailable("not_configured", "This gateway has not received its configuration yet.", 1);
        } else if (outcome instanceof Outcome.NothingAvailable none) {
            String message = "Policy " + none.policy() + " cannot serve now: " + none.why() + ".";
            return unavailable("no_target_available", message, 2);
        } else if (outcome instanceof Outcome.TooManyWaiting many) {
            String message = "Deployment " + many.deployment() + " is not ready, and as many requests as may ("
                    + many.most() + ") wait for it already; try again in " + FULL_SECONDS + " s.";
            return new ErrorReply(ErrorType.RATE_LIMIT, null, "too_many_waiting", message, FULL_SECONDS, null);
        } else if (outcome instanceof Outcome.NothingSuits none) {
            String message = "Policy " + none.policy() + " cannot serve such a request: " + none.why() + ".";
            return reply(ErrorType.INVALID_REQUEST, null, "no_suitable_target", message);
        } else if (outcome instanceof Outcome.AttemptsFailed failed) {
            return attemptsFailed(failed);
        } else if (outcome instanceof Outcome.UpstreamRefused refused) {
            return refused(refused);
        } else if (outcome instanceof Outcome.ContextTooLong tooLong) {
            return tooLong(tooLong);
        } else if (outcome instanceof Outcome.LimitReached reached) {
            return LimitWords.of(reached);
        } else if (outcome instanceof Outcome.BudgetExhausted exhausted) {
            return BudgetWords.of(exhausted);
        } else if (outcome instanceof Outcome.BudgetThrottled throttled) {
            return BudgetWords.of(throttled);
        } else if (outcome instanceof Outcome.BudgetUnknown unknown) {
            return BudgetWords.of(unknown);
        } else if (outcome instanceof Outcome.BudgetUnbounded unbounded) {
            return BudgetWords.of(unbounded);
        } else if (outcome instanceof Outcome.Unauthenticated) {
            String message = "This gateway needs a valid API key, as 'Authorization: Bearer', 'x-api-key' or"
                    + " 'x-goog-api-key'.";
            return reply(ErrorType.AUTHENTICATION, null, "invalid_api_key", message);
        } else if (outcome instanceof Outcome.NotAllowed not) {
            String message = "Workspace " + not.workspace() + " may not " + not.what() + ".";
            return reply(ErrorType.PERMISSION, null, "permission_denied", message);
        } else if (outcome instanceof Outcome.NotOverridden not) {
            String message = "Policy " + not.policy() + " does not let callers decide by header " + not.header() + ".";
            return reply(ErrorType.PERMISSION, null, "override_not_allowed", message);
        } else if (outcome instanceof Outcome.ClientLeft) {
            return reply(ErrorType.CLIENT_LEFT, null, "client_closed_request", "The client left.");
        }
        return reply(ErrorType.INTERNAL, null, "internal_error", "The gateway failed; its log says more.");
    }

    private static ErrorReply attemptsFailed(Outcome.AttemptsFailed failed) {
        Failure last = failed.last();
        String tried = failed.attempts() == 1 ? "" : " (the last of " + failed.attempts() + " attempts)";
        String message = sentenceCase(last.sentence()) + tried + ".";
        return switch (last.kind()) {
            case RATE_LIMITED -> {
                int seconds = Math.max(1, last.retryAfterSeconds());
                yield new ErrorReply(ErrorType.RATE_LIMIT, null, "rate_limit_exceeded", message, seconds, null);
            }
            case OVERLOADED ->
                unavailable(
                        "server_is_overloaded",
                        message,
                        last.retryAfterSeconds() > 0 ? last.retryAfterSeconds() : OVERLOADED_SECONDS);
            case TIMEOUT -> reply(ErrorType.UPSTREAM_TIMEOUT, null, "upstream_timeout", message);
            case UNAUTHORIZED -> reply(ErrorType.UPSTREAM_CREDENTIALS, null, "upstream_credentials_refused", message);
            case QUOTA -> reply(ErrorType.UPSTREAM_QUOTA, null, "upstream_quota_exceeded", message);
            case CONTEXT_TOO_LONG -> tooLong(message, "prompt is too long: " + last.sentence() + tried);
            case TOO_LARGE -> reply(ErrorType.TOO_LARGE, null, "request_too_large", message);
            case UNKNOWN_MODEL -> reply(ErrorType.NOT_FOUND, "model", "model_not_found", message);
            case CONNECT, RESET, TRUNCATED, SERVER_ERROR, MALFORMED -> {
                String code = "upstream_" + last.kind().name().toLowerCase(Locale.ROOT);
                yield reply(ErrorType.UPSTREAM, null, code, message);
            }
        };
    }

    /** In words that clients look for: OpenAI's before GPT-5, and Anthropic's. */
    private static ErrorReply tooLong(Outcome.ContextTooLong tooLong) {
        String counted = (tooLong.exact() ? "" : "about ") + tooLong.tokens();
        String answer = tooLong.asked() == 0 ? "" : ", and " + tooLong.asked() + " are asked for the answer";
        String message = "This model's maximum context length is " + tooLong.limit() + " tokens; the prompt has "
                + counted + answer + ".";
        // A prompt that fills the context leaves no room for an answer, and is one token too long.
        long longest = Math.min(tooLong.limit(), tooLong.tokens() - 1);
        String anthropic = tooLong.tokens() >= tooLong.limit() || tooLong.asked() == 0
                ? "prompt is too long: " + tooLong.tokens() + " tokens > " + longest + " maximum"
                : "input length and `max_tokens` exceed context limit: " + tooLong.tokens() + " + " + tooLong.asked()
                        + " > " + tooLong.limit() + ", decrease input length or `max_tokens` and try again";
        return tooLong(message, tooLong.exact() ? anthropic : anthropic + " (estimated)");
    }

    private static ErrorReply tooLong(String message, String anthropic) {
        return new ErrorReply(
                ErrorType.INVALID_REQUEST, "messages", "context_length_exceeded", message, anthropic, 0, null);
    }

    private static ErrorReply refused(Outcome.UpstreamRefused refused) {
        String reason = refused.message() == null || refused.message().isBlank()
                ? " (status " + refused.status() + ")."
                : ": " + bounded(refused.message().strip(), LONGEST_REASON);
        String message = "Upstream " + refused.upstream() + " refused the request" + reason;
        String code = refused.code() == null ? "upstream_refused" : refused.code();
        ErrorType type =
                switch (refused.status()) {
                    case 409 -> ErrorType.CONFLICT;
                    case 422 -> ErrorType.UNPROCESSABLE;
                    default -> ErrorType.INVALID_REQUEST;
                };
        return reply(type, refused.param(), code, message);
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

    private static ErrorReply reply(ErrorType type, String param, String code, String message) {
        return new ErrorReply(type, param, code, message, 0, null);
    }

    private static ErrorReply unavailable(String code, String message, int retryAfterSeconds) {
        return new ErrorReply(ErrorType.UNAVAILABLE, null, code, message, retryAfterSeconds, null);
    }

    /** A client's own words, bounded: an error must not grow with what caused it. */
    private static String echo(String text) {
        return bounded(text, LONGEST_ECHO);
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static String sentenceCase(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
