package dev.cortexllm.bench.simulation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an engine still knows of earlier prompts: system prompts by application, and what follows by conversation. What was
 * used longest ago goes first when there are more tokens than fit.
 */
final class PrefixCache {
    private final long capacity;
    private final Map<Long, Integer> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    /**
     * @param capacity tokens that fit
     */
    PrefixCache(long capacity) {
        this.capacity = capacity;
    }

    /** Tokens of a call's prompt that need not be computed; all but one at the most, as the last is always computed. */
    int cached(Call call) {
        if (!entries.containsKey(system(call))) {
            return 0;
        }
        int history = entries.getOrDefault(conversation(call), 0);
        return Math.min(call.promptTokens() - 1, call.systemTokens() + Math.min(history, call.historyTokens()));
    }

    /**
     * Keeps a call's prompt, and its answer once there is one.
     *
     * @param call the call
     * @param answerTokens tokens of the answer that were made
     */
    void keep(Call call, int answerTokens) {
        put(conversation(call), call.historyTokens() + call.freshTokens() + answerTokens);
        put(system(call), call.systemTokens());
        Iterator<Map.Entry<Long, Integer>> eldest = entries.entrySet().iterator();
        while (held > capacity && eldest.hasNext()) {
            held -= eldest.next().getValue();
            eldest.remove();
        }
    }

    private void put(long key, int tokens) {
        Integer before = entries.put(key, tokens);
        held += tokens - (before == null ? 0 : before);
    }

    private static long system(Call call) {
        return -1L - call.app();
    }

    private static long conversation(Call call) {
        return call.conversation();
    }
}
