package dev.cortexllm.bench.simulation;

import java.util.Random;

/**
 * How the load of a day goes up and down around its mean: a wave with its low at night and its peak in the afternoon, and
 * on top of it bursts that come at random, last {@value #BURST_SECONDS} s in the mean, and multiply the load by
 * {@value #BURST}.
 */
final class Burstiness {
    /** Load of the busiest hour as a multiple of the day's mean, bursts evened out. */
    static final double BUSIEST_HOUR = 1.6;

    private static final double SWING = BUSIEST_HOUR - 1;
    private static final double PEAK_OF_DAY = 14.0 / 24;
    private static final double BURST = 2.5;
    private static final double BURST_SECONDS = 8;
    private static final double CALM_SECONDS = 40;
    private static final int STEPS_PER_SECOND = 4;

    private final double[] factors;
    private final double seconds;

    Burstiness(double seconds, Random random) {
        this.seconds = seconds;
        this.factors = new double[(int) Math.ceil(seconds * STEPS_PER_SECOND)];
        boolean burst = false;
        double until = 0;
        double sum = 0;
        for (int i = 0; i < factors.length; i++) {
            double at = (double) i / STEPS_PER_SECOND;
            while (at >= until) {
                burst = until > 0 && !burst;
                until += -Math.log(1 - random.nextDouble()) * (burst ? BURST_SECONDS : CALM_SECONDS);
            }
            factors[i] = wave(at) * (burst ? BURST : 1);
            sum += factors[i];
        }
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= factors.length / sum;
        }
    }

    private double wave(double at) {
        return 1 + SWING * Math.cos(2 * Math.PI * (at / seconds - PEAK_OF_DAY));
    }

    /**
     * The load at a moment.
     *
     * @param at seconds since the beginning
     * @return multiple of the day's mean, which is 1 exactly
     */
    double factor(double at) {
        return factors[Math.min(factors.length - 1, (int) (at * STEPS_PER_SECOND))];
    }

    /** The largest load, as a multiple of the mean. */
    double peak() {
        double peak = 0;
        for (double factor : factors) {
            peak = Math.max(peak, factor);
        }
        return peak;
    }
}
