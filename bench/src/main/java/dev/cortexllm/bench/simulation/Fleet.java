package dev.cortexllm.bench.simulation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What serves a day.
 *
 * @param time its clock
 * @param replicas local engines
 */
record Fleet(Timeline time, List<Replica> replicas) {

    static Fleet of(int replicas, EngineSpeed speed) {
        Timeline time = new Timeline();
        return new Fleet(
                time,
                IntStream.range(0, replicas)
                        .mapToObj(i -> new Replica(time, speed))
                        .toList());
    }
}
