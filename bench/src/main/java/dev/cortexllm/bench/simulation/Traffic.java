package dev.cortexllm.bench.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Makes the calls of a day: a Poisson process under a {@link Burstiness}. Each call either goes on with a conversation
 * whose person has thought long enough, or begins one; so conversations never change how many calls there are. The sizes
 * are those of chat with tools: system prompts of 400 to 3,000 tokens that {@value #APPS} applications share, turns of about
 * 120 tokens, answers of about 200, both log-normal.
 */
final class Traffic {
    static final int APPS = 40;
    private static final double THINK_SECONDS = 15;
    private static final double GOES_ON = 0.75;
    private static final int LONGEST_HISTORY = 6_000;
    private static final int LEAST_SYSTEM = 400;
    private static final int MOST_SYSTEM = 3_000;

    private record Pause(double until, int app, int conversation, int history) {}

    private final Random random;
    private final int[] systems = new int[APPS];
    private final PriorityQueue<Pause> pauses = new PriorityQueue<>((a, b) -> Double.compare(a.until(), b.until()));
    private int conversations;

    private Traffic(Random random) {
        this.random = random;
        for (int i = 0; i < APPS; i++) {
            systems[i] = LEAST_SYSTEM + random.nextInt(MOST_SYSTEM - LEAST_SYSTEM);
        }
    }

    /**
     * Makes a day.
     *
     * @param rate calls per second in the mean
     * @param seconds how long it is
     * @param seed where chance comes from
     * @return its calls in order
     */
    static List<Call> day(double rate, double seconds, long seed) {
        Random random = new Random(seed);
        Burstiness burstiness = new Burstiness(seconds, random);
        Traffic traffic = new Traffic(random);
        List<Call> calls = new ArrayList<>((int) (rate * seconds * 1.1));
        double fastest = rate * burstiness.peak();
        double at = 0;
        while (true) {
            at -= Math.log(1 - random.nextDouble()) / fastest;
            if (at >= seconds) {
                return calls;
            }
            if (random.nextDouble() * fastest < rate * burstiness.factor(at)) {
                calls.add(traffic.next(calls.size(), at));
            }
        }
    }

    private Call next(int index, double at) {
        boolean goesOn = !pauses.isEmpty() && pauses.peek().until() <= at;
        Pause before = goesOn ? pauses.poll() : new Pause(at, app(), conversations++, 0);
        int fresh = logNormal(100, 0.6, 10, 4_000);
        int output = logNormal(165, 0.6, 5, 2_000);
        int history = before.history() + fresh + output;
        if (random.nextDouble() < GOES_ON && history < LONGEST_HISTORY) {
            double thinks = 2 - Math.log(1 - random.nextDouble()) * THINK_SECONDS;
            pauses.add(new Pause(at + thinks, before.app(), before.conversation(), history));
        }
        return new Call(
                index,
                at,
                before.app(),
                before.conversation(),
                systems[before.app()],
                before.history(),
                fresh,
                output,
                random.nextGaussian());
    }

    /** Some applications are used far more than others: the n-th in proportion to 1/n. */
    private int app() {
        double ticket = random.nextDouble() * HARMONIC;
        for (int i = 0; i < APPS; i++) {
            ticket -= 1.0 / (i + 1);
            if (ticket < 0) {
                return i;
            }
        }
        return APPS - 1;
    }

    private static final double HARMONIC = harmonic();

    private static double harmonic() {
        double sum = 0;
        for (int i = 1; i <= APPS; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }

    private int logNormal(double median, double sigma, int least, int most) {
        double drawn = median * Math.exp(sigma * random.nextGaussian());
        return (int) Math.max(least, Math.min(most, drawn));
    }
}
