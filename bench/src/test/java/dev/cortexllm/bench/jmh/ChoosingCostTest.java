package dev.cortexllm.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.classify.Classifier;
import dev.cortexllm.router.classify.Prompt;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guards what JMH measures: the bytes exactly, the time with ten times as much room, as this machine has more to do. */
class ChoosingCostTest {
    private static final double ROOM = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Object sink;

    private record Cost(double micros, double bytes) {}

    @ParameterizedTest
    @EnumSource
    void a_policy_of_eight_targets_costs_little_however_many_others_there_are(Strategy strategy) {
        Cost few = cost(eight(10, strategy)::another, 20_000);
        Cost many = cost(eight(1_000, strategy)::another, 20_000);
        tell(strategy + " among 10 policies", few);
        tell(strategy + " among 1,000 policies", many);

        Bound bound = Bound.of("another");
        assertThat(many.bytes()).as("bytes").isLessThanOrEqualTo(bound.bytes());
        assertThat(many.bytes()).as("bytes among many as among few").isLessThanOrEqualTo(few.bytes() + 1);
        assertThat(many.micros()).as("microseconds").isLessThan(ROOM * bound.micros());
    }

    @ParameterizedTest
    @EnumSource
    void a_policy_of_a_thousand_targets_does_not_explode(Strategy strategy) {
        Cost wide = cost(new Choosing(1, ManyPolicies.UPSTREAMS, ManyPolicies.REPLICAS, strategy, null)::same, 1_000);
        tell(strategy + " over 1,000 targets", wide);

        assertThat(wide.micros()).isLessThan(ROOM * Bound.of("wide").micros());
    }

    @Test
    void four_kibibytes_are_classified_in_no_time() {
        Classifier classifier = Classifier.bundled();
        Prompt prompt = LongPrompt.make();
        assertThat(prompt.user().length() + prompt.system().length()).isEqualTo(4 * 1024);
        Cost cost = cost(() -> classifier.classify(prompt), 2_000);
        tell("a prompt of 4 KiB", cost);

        assertThat(cost.micros()).isLessThan(ROOM * Bound.of("classify").micros());
    }

    private static Choosing eight(int policies, Strategy strategy) {
        return new Choosing(
                policies, ChooserBenchmark.TARGETS, ManyPolicies.REPLICAS, strategy, FallbackChain.HIGH_QUALITY);
    }

    /** Of the best of five rounds, after two that warm up. */
    private Cost cost(Supplier<?> what, int times) {
        double micros = Double.MAX_VALUE;
        double bytes = Double.MAX_VALUE;
        for (int round = -2; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long began = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sink = what.get();
            }
            double took = (System.nanoTime() - began) / 1e3 / times;
            double allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            if (round >= 0) {
                micros = Math.min(micros, took);
                bytes = Math.min(bytes, allocated / times);
            }
        }
        assertThat(sink).isNotNull();
        return new Cost(micros, bytes);
    }

    private static void tell(String what, Cost cost) {
        System.out.printf(Locale.ROOT, "[cost] %s: %.2f us, %.0f bytes%n", what, cost.micros(), cost.bytes());
    }
}
