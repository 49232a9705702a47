package dev.cortexllm.bench.jmh;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.route.Choice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A policy of 8 targets among many others, with a chain behind its strategy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChooserBenchmark {
    static final int TARGETS = 8;

    /** Every strategy there is. */
    @Param
    private Strategy strategy;

    /** Policies of the configuration. */
    @Param({"100", "10000"})
    private int policies;

    private Choosing choosing;

    /** Compiles the configuration. */
    @Setup
    public void compile() {
        choosing = new Choosing(policies, TARGETS, ManyPolicies.REPLICAS, strategy, FallbackChain.HIGH_QUALITY);
    }

    /** Requests for the same policy: what depends on the number of policies beside the processor's caches. */
    @Benchmark
    public Choice same() {
        return choosing.same();
    }

    /** Requests for all policies in turn: 10,000 do not fit into the processor's caches. */
    @Benchmark
    public Choice another() {
        return choosing.another();
    }
}
