package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;

/**
 * What a request asks of its limits.
 *
 * @param limits every limit that it is under
 * @param tokens tokens that it may use
 */
public record Ask(LimitEntry[] limits, long tokens) {

    /**
     * How much it asks of one of them.
     *
     * @param index which one
     * @return requests or tokens
     */
    public long amount(int index) {
        return limits[index].config().measure() == Limit.Measure.TOKENS ? tokens : 1;
    }

    /**
     * By how much a limit's count has to be corrected in the end.
     *
     * @param index which one
     * @param used what the request came to
     * @return how much more it was than asked for; negative: less
     */
    public long correction(int index, Used used) {
        return switch (limits[index].config().measure()) {
            case REQUESTS -> used.requests() - 1;
            case TOKENS -> used.tokens() == Used.AS_ASKED ? 0 : used.tokens() - tokens;
            case CONCURRENT -> -1;
        };
    }
}
