package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.limit.Reading;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.store.Grant;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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

    private static final Names REQUESTS = Names.of("x-ratelimit-%s-requests");
    private static final Names TOKENS = Names.of("x-ratelimit-%s-tokens");
    private static final Names ANTHROPIC_REQUESTS = Names.of("anthropic-ratelimit-requests-%s");
    private static final Names ANTHROPIC_TOKENS = Names.of("anthropic-ratelimit-tokens-%s");

    private RateHeaders() {}

    private record Names(CharSequence limit, CharSequence remaining, CharSequence reset) {
        static Names of(String pattern) {
            return new Names(name(pattern, "limit"), name(pattern, "remaining"), name(pattern, "reset"));
        }

        private static CharSequence name(String pattern, String what) {
            return HttpHeaders.createOptimized(String.format(pattern, what));
        }
    }

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
        boolean anthropic = api == Api.ANTHROPIC;
        Names requests = anthropic ? ANTHROPIC_REQUESTS : REQUESTS;
        Names tokens = anthropic ? ANTHROPIC_TOKENS : TOKENS;
        put(headers, api, grant, tightest(grant, count, Measure.REQUESTS), requests, epochSeconds);
        put(headers, api, grant, tightest(grant, count, Measure.TOKENS), tokens, epochSeconds);
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

    private static void put(MultiMap headers, Api api, Grant grant, int index, Names names, long epochSeconds) {
        if (index < 0) {
            return;
        }
        Reading reading = grant.decision().readings()[index];
        headers.set(
                names.limit(),
                Long.toString(grant.ask().limits()[index].config().amount()));
        headers.set(names.remaining(), Long.toString(remaining(grant, index)));
        headers.set(names.reset(), api == Api.ANTHROPIC ? time(reading, epochSeconds) : duration(reading));
    }

    private static String time(Reading reading, long epochSeconds) {
        long seconds = (reading.resetMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
        return Instant.ofEpochSecond(epochSeconds + Math.max(0, seconds)).toString();
    }

    private static String duration(Reading reading) {
        return duration(Math.max(0, reading.resetMillis()));
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
        long rest = millis % MILLIS_PER_SECOND;
        if (rest > 0) {
            text.append('.');
            for (long digit = MILLIS_PER_SECOND / 10; rest > 0; digit /= 10) {
                text.append(rest / digit);
                rest %= digit;
            }
        }
        return text.append('s').toString();
    }
}
