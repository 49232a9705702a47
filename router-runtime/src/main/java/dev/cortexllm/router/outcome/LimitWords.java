package dev.cortexllm.router.outcome;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Limit;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a client is told of a rate limit without room. */
final class LimitWords {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String CODE = "rate_limit_exceeded";

    private LimitWords() {}

    /** A request that is too large for the limit as a whole gets 413: coming again would be no use. */
    static ErrorReply of(Outcome.LimitReached reached) {
        Limit limit = reached.limit();
        String allows =
                "Rate limit '" + limit.name() + "' of " + limit.owner() + " allows " + allows(limit) + each(limit);
        if (reached.retryAfterMillis() == Outcome.LimitReached.NEVER) {
            String message = allows + ", and this request alone asks for " + reached.asked()
                    + ": send a shorter prompt or ask for a shorter answer.";
            return new ErrorReply(ErrorType.TOO_LARGE, null, CODE, message, 0, null);
        }
        long seconds = Math.max(1, (reached.retryAfterMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
        String message = allows + " and has no room now; try again in " + seconds + " s.";
        return new ErrorReply(ErrorType.RATE_LIMIT, null, CODE, message, (int) seconds, null);
    }

    private static String each(Limit limit) {
        return limit.per() == null
                ? ""
                : " to each "
                        + limit.per().stream()
                                .map(scope -> scope == LimitScope.KEY
                                        ? "API key"
                                        : scope.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "));
    }

    private static String allows(Limit limit) {
        String span = limit.windowMillis() == HOUR_MILLIS ? " per hour" : " per minute";
        String burst = limit.burst() > 0 ? ", " + limit.burst() + " of them at once" : "";
        return switch (limit.measure()) {
            case REQUESTS -> limit.amount() + " requests" + span + burst;
            case TOKENS -> limit.amount() + " tokens" + span + burst;
            case CONCURRENT -> limit.amount() + " requests at the same time";
        };
    }
}
