package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedTest {
    /** By the book: each draw walks along all that are left. */
    private static List<Integer> drawn(int[] weights, Random random) {
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, weights.length).boxed().toList());
        List<Integer> order = new ArrayList<>();
        long total = Arrays.stream(weights).asLongStream().sum();
        while (total > 0) {
            long ticket = (long) (random.nextDouble() * total);
            int place = 0;
            while (ticket >= weights[left.get(place)]) {
                ticket -= weights[left.get(place++)];
            }
            int index = left.remove(place);
            total -= weights[index];
            order.add(index);
        }
        order.addAll(left);
        return order;
    }

    @Test
    void draws_as_one_would_by_hand_and_lists_last_what_has_no_weight() {
        Random shapes = new Random(11);
        for (int seed = 0; seed < 200; seed++) {
            int[] weights = shapes.ints(1 + shapes.nextInt(20), 0, 5).toArray();
            Random random = new Random(seed);
            Draws draws = Draws.of(random::nextDouble);
            Random same = new Random(seed);
            same.nextDouble(); // the one that even draws begin with

            Choice choice = Chooser.choose(
                    route(weights), new RequestFacts("assistant", null, name -> null), new LiveView(0), draws);

            assertThat(Arrays.stream(choice.order()).map(RouteTarget::index).toList())
                    .as(Arrays.toString(weights))
                    .isEqualTo(drawn(weights, same));
        }
    }

    private static Route route(int[] weights) {
        Configs configs = new Configs().strategy(Strategy.WEIGHTED).maxAttempts(weights.length);
        for (int i = 0; i < weights.length; i++) {
            configs.weight(weights[i]).provider("c" + i, "http://127.0.0.1:" + (i + 1) + "/v1");
        }
        return new SnapshotCompiler(new TargetStates(), new Meters(new SimpleMeterRegistry()), () -> 0L)
                .compile(configs.bundle())
                .route("assistant");
    }
}
