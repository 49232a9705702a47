package dev.cortexllm.bench.suite;

/** Something to be measured. */
public interface Measure {
    /** Its name, as it can be asked for alone. */
    String name();

    /**
     * Measures.
     *
     * @param lab where; its processes end with it
     */
    void run(Lab lab);
}
