package dev.cortexllm.bench.jmh;

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

/** One policy of 1,000 targets; the CRD allows 64. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WideBenchmark {
    /** Every strategy there is. */
    @Param
    private Strategy strategy;

    private Choosing choosing;

    /** Compiles the configuration. */
    @Setup
    public void compile() {
        choosing = new Choosing(1, ManyPolicies.UPSTREAMS, ManyPolicies.REPLICAS, strategy, null);
    }

    /** A request. */
    @Benchmark
    public Choice wide() {
        return choosing.same();
    }
}
