package dev.cortexllm.router.route;

/** Where chance comes in. */
public interface Draws {
    /** A number evenly spread over [0, 1) from call to call: decides who spills. */
    double even();

    /** A random number in [0, 1): decides weighted draws. */
    double random();

    /**
     * Draws for one event loop: the golden-ratio sequence, whose every stretch is spread evenly, and a random source.
     *
     * @param random random numbers in [0, 1)
     * @return draws, for one thread
     */
    static Draws of(java.util.function.DoubleSupplier random) {
        return new Draws() {
            private static final double GOLDEN = 0.6180339887498949;
            private double last = random.getAsDouble();

            @Override
            public double even() {
                last += GOLDEN;
                last -= Math.floor(last);
                return last;
            }

            @Override
            public double random() {
                return random.getAsDouble();
            }
        };
    }
}
