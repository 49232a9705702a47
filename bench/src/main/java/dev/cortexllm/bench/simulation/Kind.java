package dev.cortexllm.bench.simulation;

/**
 * What the calls of a day are like. Lengths of turns and answers are log-normal around their medians.
 *
 * @param apps applications, each with a system prompt of its own
 * @param leastSystem tokens of the shortest system prompt, tools included
 * @param mostSystem tokens of the longest
 * @param turnTokens median of a person's, or a tool's, turn
 * @param answerTokens median of an answer
 * @param goesOn share of the calls after which the conversation goes on
 * @param longestHistory tokens from which it ends
 * @param pauseSeconds mean time until the next turn, beyond two seconds
 */
record Kind(
        int apps,
        int leastSystem,
        int mostSystem,
        double turnTokens,
        double answerTokens,
        double goesOn,
        int longestHistory,
        double pauseSeconds) {
    /** People talk to assistants. */
    static final Kind CHAT = new Kind(40, 400, 3_000, 100, 165, 0.75, 6_000, 15);
    /** Programs call tools: longer prompts, longer conversations, shorter pauses. */
    static final Kind AGENTS = new Kind(40, 2_000, 5_000, 250, 100, 0.92, 12_000, 4);
}
