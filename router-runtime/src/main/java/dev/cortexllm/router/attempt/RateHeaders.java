package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.limit.Reading;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.store.Grant;
import io.vertx.core.MultiMap;
import java.time.Instant;

/**
 * Tells a client how much is left: {@code x-ratelimit-limit-requests} and its like as OpenAI has them, {@code
 * anthropic-ratelimit-requests-limit} and its like as Anthropic does (facts/wire/openai.md and anthropic.md). Of several
 * limits of a kind the one with the least left is told.
 */
final class RateHeaders {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;

    private RateHeaders() {}

    /**
     * Puts them into an answer.
     *
     * @param headers of the answer
     * @param api the client's dialect
     * @param grant what the limits said
     * @param count how many of them, from the first on, are the client's business
     * @param epochSeconds wall clock, Unix seconds
     */
    static void put(MultiMap headers, Api api, Grant grant, int count, long epochSeconds) {
        put(headers, api, grant, tightest(grant, count, Measure.REQUESTS), "requests", epochSeconds);
        put(headers, api, grant, tightest(grant, count, Measure.TOKENS), "tokens", epochSeconds);
    }

    private static int tightest(Grant grant, int count, Measure measure) {
        int tightest = -1;
        for (int i = 0; i < count; i++) {
            Limit limit = grant.ask().limits()[i].config();
            if (limit.measure() == measure
                    && !limit.shadow()
                    && (tightest < 0 || remaining(grant, i) < remaining(grant, tightest))) {
                tightest = i;
            }
        }
        return tightest;
    }

    private static long remaining(Grant grant, int index) {
        long before = grant.decision().readings()[index].remaining();
        return grant.decision().taken(index) ? Math.max(0, before - grant.ask().amount(index)) : before;
    }

    private static void put(MultiMap headers, Api api, Grant grant, int index, String what, long epochSeconds) {
        if (index < 0) {
            return;
        }
        String limit = Long.toString(grant.ask().limits()[index].config().amount());
        String remaining = Long.toString(remaining(grant, index));
        Reading reading = grant.decision().readings()[index];
        if (api == Api.ANTHROPIC) {
            long seconds = (reading.resetMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
            headers.set("anthropic-ratelimit-" + what + "-limit", limit);
            headers.set("anthropic-ratelimit-" + what + "-remaining", remaining);
            headers.set(
                    "anthropic-ratelimit-" + what + "-reset",
                    Instant.ofEpochSecond(epochSeconds + Math.max(0, seconds)).toString());
        } else {
            headers.set("x-ratelimit-limit-" + what, limit);
            headers.set("x-ratelimit-remaining-" + what, remaining);
            headers.set("x-ratelimit-reset-" + what, duration(Math.max(0, reading.resetMillis())));
        }
    }

    /** A duration as Go writes it: {@code 12ms}, {@code 1s}, {@code 6m0s}, {@code 1h2m3.5s}. */
    static String duration(long millis) {
        if (millis < MILLIS_PER_SECOND) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        long seconds = millis / MILLIS_PER_SECOND;
        StringBuilder text = new StringBuilder();
        if (seconds >= SECONDS_PER_HOUR) {
            text.append(seconds / SECONDS_PER_HOUR).append('h');
        }
        if (seconds >= SECONDS_PER_MINUTE) {
            text.append(seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE).append('m');
        }
        text.append(seconds % SECONDS_PER_MINUTE);
        String rest = Long.toString(MILLIS_PER_SECOND + millis % MILLIS_PER_SECOND)
                .substring(1)
                .replaceFirst("0+$", "");
        return text.append(rest.isEmpty() ? "" : "." + rest).append('s').toString();
    }
}
