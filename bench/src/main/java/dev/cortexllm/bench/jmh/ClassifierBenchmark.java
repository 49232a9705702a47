package dev.cortexllm.bench.jmh;

import dev.cortexllm.router.classify.Classification;
import dev.cortexllm.router.classify.Classifier;
import dev.cortexllm.router.classify.Prompt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The classifier on as much text as it ever looks at. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClassifierBenchmark {
    private final Classifier classifier = Classifier.bundled();
    private final Prompt prompt = LongPrompt.make();

    /** A prompt of 4 KiB. */
    @Benchmark
    public Classification classify() {
        return classifier.classify(prompt);
    }
}
