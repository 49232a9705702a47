package dev.cortexllm.bench.jmh;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.EndpointState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A policy of 8 targets, half of them deployments of many replicas: the decision, and the replica that the request goes to. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplicaBenchmark {
    private static final int POLICIES = 100;

    /** Replicas of each deployment. */
    @Param({"2", "100"})
    private int replicas;

    private Choosing choosing;

    /** Compiles the configuration. */
    @Setup
    public void compile() {
        choosing = new Choosing(
                POLICIES, ChooserBenchmark.TARGETS, replicas, Strategy.LOCAL_FIRST, FallbackChain.HIGH_QUALITY);
    }

    /** A request that belongs to the replica which has its prefix. */
    @Benchmark
    public EndpointState picked() {
        return choosing.picked();
    }
}
