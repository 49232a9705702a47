package dev.cortexllm.bench.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A point of the grid.
 *
 * @param rate calls per second in the day's mean
 * @param replicas local engines
 */
record Point(int rate, int replicas) {

    /** The calls of its day. */
    List<Call> calls(World world) {
        return Traffic.day(Kind.CHAT, rate, world.daySeconds(), world.seed() * 1_000_003 + rate * 64L + replicas);
    }

    /**
     * Plays its day with every alternative.
     *
     * @param world prices and speeds
     * @return what came of each
     */
    Map<Alternative, Outcome> play(World world) {
        List<Call> calls = calls(world);
        Map<Alternative, Outcome> outcomes = new EnumMap<>(Alternative.class);
        for (Alternative one : Alternative.values()) {
            outcomes.put(one, play(world, calls, one));
        }
        return outcomes;
    }

    private Outcome play(World world, List<Call> calls, Alternative one) {
        double replicasUsd = one.hasReplicas() ? replicas * 24 * world.replicaUsdPerHour() : 0;
        return Day.play(world, calls, replicas, one.placing(world)).plusUsd(replicasUsd);
    }

    /** Requests per second that one replica finishes when it is never idle. */
    static double capacity(World world) {
        Point overload = Grid.overload();
        List<Call> calls = overload.calls(world);
        Outcome outcome = overload.play(world, calls, Alternative.ALL_LOCAL);
        return (calls.size() - outcome.failures()) / (world.daySeconds() + world.patienceSeconds());
    }
}
