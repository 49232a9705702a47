package dev.cortexllm.router.outcome;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.config.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a client is told of a budget that does not let it go on. */
final class BudgetWords {
    private static final long MILLIS_PER_SECOND = 1000;
    /** A Redis that is lost is tried again every two seconds at the latest. */
    private static final int STORE_SECONDS = 2;

    private BudgetWords() {}

    /** No {@code Retry-After}: the next window can be weeks away, and clients would ask again in the meantime. */
    static ErrorReply of(Outcome.BudgetExhausted exhausted) {
        Budget budget = exhausted.budget();
        String asked = "this request can cost up to " + Decimals.usd(exhausted.askedNanoUsd()) + " USD";
        String message;
        if (budget.window() == Budget.Window.REQUEST) {
            message = named(budget) + " allows " + amount(budget) + ", and " + asked
                    + ": send a shorter prompt or ask for a shorter answer.";
        } else {
            message = named(budget) + " of " + amount(budget) + " has "
                    + Decimals.usd(Math.max(0, exhausted.leftNanoUsd())) + " USD left, and " + asked + "."
                    + next(budget, exhausted.nextAtMillis());
        }
        return new ErrorReply(ErrorType.BILLING, null, "budget_exceeded", message, 0, null);
    }

    static ErrorReply of(Outcome.BudgetThrottled throttled) {
        long seconds = Math.max(1, (throttled.retryAfterMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
        String message = named(throttled.budget()) + " of " + amount(throttled.budget())
                + " is nearly spent, and what is left is spread over the rest of the "
                + word(throttled.budget()) + "; try again in " + seconds + " s.";
        return new ErrorReply(
                ErrorType.RATE_LIMIT,
                null,
                "budget_throttled",
                message,
                (int) Math.min(seconds, Integer.MAX_VALUE),
                null);
    }

    static ErrorReply of(Outcome.BudgetUnknown unknown) {
        String message = "What is spent of " + lowerCase(named(unknown.budget()))
                + " is not known at the moment, and then it lets nothing pass.";
        return new ErrorReply(ErrorType.UNAVAILABLE, null, "budget_unknown", message, STORE_SECONDS, null);
    }

    static ErrorReply of(Outcome.BudgetUnbounded unbounded) {
        String message = named(unbounded.budget())
                + " takes no request that does not say how long its answer may be: set max_tokens.";
        return new ErrorReply(ErrorType.INVALID_REQUEST, "max_tokens", "max_tokens_missing", message, 0, null);
    }

    private static String named(Budget budget) {
        return "Budget '" + budget.name() + "' of " + budget.owner();
    }

    private static String amount(Budget budget) {
        return Decimals.usd(budget.limitNanoUsd()) + " USD per " + word(budget);
    }

    private static String next(Budget budget, long millis) {
        if (millis <= 0) {
            return "";
        }
        String at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atZone(ZoneId.of(budget.timeZone())));
        return " The next " + word(budget) + " begins at " + at + ".";
    }

    private static String word(Budget budget) {
        return budget.window().name().toLowerCase(Locale.ROOT);
    }

    private static String lowerCase(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
