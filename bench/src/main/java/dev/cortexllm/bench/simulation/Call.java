package dev.cortexllm.bench.simulation;

/**
 * One request of the day. Everything random about it is drawn beforehand, so that all alternatives serve the same day.
 *
 * @param index its place in the day
 * @param at when it comes, in seconds
 * @param app which application it is of: those share a system prompt
 * @param conversation which conversation it goes on with
 * @param systemTokens tokens of the application's system prompt and tools
 * @param historyTokens tokens of the turns before, answers included
 * @param freshTokens tokens of its own turn
 * @param outputTokens tokens of its answer
 * @param luck a draw of the standard normal distribution: how slow a cloud is with it
 */
record Call(
        int index,
        double at,
        int app,
        int conversation,
        int systemTokens,
        int historyTokens,
        int freshTokens,
        int outputTokens,
        double luck) {

    /** Tokens of its prompt. */
    int promptTokens() {
        return systemTokens + historyTokens + freshTokens;
    }

    /** What requests with the same beginning have in common: application and conversation, mixed to 64 bits. */
    long prefixKey() {
        long mixed = (conversation * 31L + app + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
