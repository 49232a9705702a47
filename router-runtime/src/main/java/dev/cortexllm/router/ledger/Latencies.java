package dev.cortexllm.router.ledger;

/** Classes of latency. */
final class Latencies {
    /** Upper bounds in milliseconds, inclusive. */
    static final long[] BOUNDS = {100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000};

    private Latencies() {}

    /** The class of an attempt that took so long. */
    static Measure of(long millis) {
        int bucket = 0;
        while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket(bucket);
    }

    /** The class with a number, of which there is one more than bounds. */
    static Measure bucket(int number) {
        return Measure.at(Measure.UP_TO_0.ordinal() + number);
    }
}
