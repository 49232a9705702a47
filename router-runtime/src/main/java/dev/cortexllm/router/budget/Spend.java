package dev.cortexllm.router.budget;

/**
 * What is used of a budget in one window, in nano-USD.
 *
 * @param spent what answers have cost
 * @param reserved the most that running requests can still cost
 */
public record Spend(long spent, long reserved) {
    /** Nothing. */
    public static final Spend NONE = new Spend(0, 0);

    /** What is not free any more. */
    public long total() {
        return spent + reserved;
    }
}
