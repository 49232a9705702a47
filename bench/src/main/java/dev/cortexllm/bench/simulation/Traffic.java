package dev.cortexllm.bench.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Makes the calls of a day: a Poisson process under a {@link Burstiness}. Each call either goes on with a conversation
 * whose person has thought long enough, or begins one; so conversations never change how many calls there are.
 */
final class Traffic {
    private static final double LEAST_PAUSE = 2;
    /** Standard deviation of the logarithm of lengths. */
    private static final double SPREAD = 0.6;

    private record Pause(double until, int app, int conversation, int history) {}

    private final Kind kind;
    private final Random random;
    private final int[] systems;
    private final double[] popularity;
    private final PriorityQueue<Pause> pauses = new PriorityQueue<>((a, b) -> Double.compare(a.until(), b.until()));
    private int conversations;

    private Traffic(Kind kind, Random random) {
        this.kind = kind;
        this.random = random;
        this.systems = new int[kind.apps()];
        this.popularity = new double[kind.apps()];
        double sum = 0;
        for (int i = 0; i < systems.length; i++) {
            systems[i] = kind.leastSystem() + random.nextInt(kind.mostSystem() - kind.leastSystem());
            sum += 1.0 / (i + 1);
            popularity[i] = sum;
        }
    }

    /**
     * Makes a day.
     *
     * @param kind what its calls are like
     * @param rate calls per second in the mean
     * @param seconds how long it is
     * @param seed where chance comes from
     * @return its calls in order
     */
    static List<Call> day(Kind kind, double rate, double seconds, long seed) {
        Random random = new Random(seed);
        Burstiness burstiness = new Burstiness(seconds, random);
        Traffic traffic = new Traffic(kind, random);
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
        int fresh = logNormal(kind.turnTokens(), 10, 8_000);
        int output = logNormal(kind.answerTokens(), 5, 2_000);
        int history = before.history() + fresh + output;
        if (random.nextDouble() < kind.goesOn() && history < kind.longestHistory()) {
            double thinks = LEAST_PAUSE - Math.log(1 - random.nextDouble()) * kind.pauseSeconds();
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
        double ticket = random.nextDouble() * popularity[popularity.length - 1];
        int found = Arrays.binarySearch(popularity, ticket);
        return Math.min(popularity.length - 1, found < 0 ? -found - 1 : found + 1);
    }

    private int logNormal(double median, int least, int most) {
        double drawn = median * Math.exp(SPREAD * random.nextGaussian());
        return (int) Math.max(least, Math.min(most, drawn));
    }
}
