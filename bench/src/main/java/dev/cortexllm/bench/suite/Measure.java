package dev.cortexllm.bench.suite;

/** Something to be measured. */
public interface Measure {
    /** Its name, as it can be asked for alone. */
    String name();

    /** Whether it asks contenders of {@link Lab#warm} that other measures ask too. */
    default boolean sharing() {
        return false;
    }

    /**
     * Measures.
     *
     * @param lab where; its processes end with it
     */
    void run(Lab lab);
}
