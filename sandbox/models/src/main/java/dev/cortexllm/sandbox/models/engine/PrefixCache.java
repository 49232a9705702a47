package dev.cortexllm.sandbox.models.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt cache in blocks of {@value #BLOCK} words, as vLLM keeps one in blocks of 16 tokens: a block is found again
 * only together with everything before it, and the block used longest ago makes room.
 */
public final class PrefixCache {
    /** Words of a block. */
    public static final int BLOCK = 16;

    private final int blocks;
    private final Map<Long, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true);
    private long queried;
    private long hit;

    /**
     * An empty cache.
     *
     * @param blocks blocks it can hold; 0 turns it off
     */
    public PrefixCache(int blocks) {
        this.blocks = blocks;
    }

    /** Looks a prompt up, remembers it, and returns how many of its words were known. */
    public int lookUp(String model, List<String> prompt) {
        if (blocks == 0) {
            return 0;
        }
        String[] words = (model + " " + String.join(" ", prompt)).trim().split("\\s+");
        boolean known = true;
        int hits = 0;
        long hash = 0;
        for (int from = 0; from + BLOCK <= words.length; from += BLOCK) {
            hash = Seeds.of(hash, List.of(words).subList(from, from + BLOCK));
            known &= seen.put(hash, true) != null;
            hits += known ? BLOCK : 0;
        }
        evict();
        queried += words.length;
        hit += hits;
        return hits;
    }

    private void evict() {
        var oldest = seen.keySet().iterator();
        while (seen.size() > blocks) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Words that were looked up so far. */
    public long queried() {
        return queried;
    }

    /** Words among them that were found. */
    public long hit() {
        return hit;
    }
}
