package dev.cortexllm.bench.simulation;

/**
 * How fast a replica is. A step makes one token of every answer under way and computes a chunk of the prompts that wait
 * for it; it takes {@code stepSeconds + answers * perAnswerSeconds + chunk * perPromptTokenSeconds}.
 *
 * @param slots requests it works on at the same time ({@code --max-num-seqs})
 * @param stepSeconds what a step takes at least
 * @param perAnswerSeconds what each answer under way adds
 * @param perPromptTokenSeconds what each token of a prompt adds that is not in the cache
 * @param chunkTokens prompt tokens of one step at the most
 * @param cacheTokens tokens of earlier prompts that it keeps
 */
record EngineSpeed(
        int slots,
        double stepSeconds,
        double perAnswerSeconds,
        double perPromptTokenSeconds,
        int chunkTokens,
        long cacheTokens) {

    /**
     * A sparse model of the middle size on one large GPU, such as gpt-oss-120b on an H100: about 4,000 tokens per second
     * when all slots answer, 30,000 prompt tokens per second.
     */
    static final EngineSpeed MIDDLE = new EngineSpeed(64, 0.008, 0.000_12, 0.000_025, 2_048, 200_000);
}
