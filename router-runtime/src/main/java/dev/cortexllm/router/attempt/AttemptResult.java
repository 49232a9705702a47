package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.RouteTarget;

/**
 * What the attempts of a request came to.
 *
 * @param target who answered, or was the last to be tried; null when nobody was
 * @param status HTTP status of the answer, 0 when none was begun
 * @param usage what the answer used, null when it did not say
 * @param outcome what went wrong; null when the answer is complete
 * @param firstContentNanos when the first content went out, 0 when none did
 * @param upstreamNanos how long the request was in the hands of upstreams before its answer began
 * @param attempts upstream calls made
 */
public record AttemptResult(
        RouteTarget target,
        int status,
        Usage usage,
        Outcome outcome,
        long firstContentNanos,
        long upstreamNanos,
        int attempts) {}
