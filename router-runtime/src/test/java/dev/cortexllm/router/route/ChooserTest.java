package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChooserTest {
    private final FakeView view = new FakeView();
    private double draw;
    private double random;
    private final Draws draws = new Draws() {
        @Override
        public double even() {
            return draw;
        }

        @Override
        public double random() {
            return random;
        }
    };

    /** State of targets by name. */
    private static final class FakeView implements TargetView {
        private final Set<String> unready = new java.util.HashSet<>();
        private final Set<String> cooling = new java.util.HashSet<>();
        private final Map<String, Double> waits = new HashMap<>();
        private final Map<String, SpillState> spills = new HashMap<>();

        @Override
        public boolean ready(RouteTarget target) {
            return !unready.contains(target.config().name());
        }

        @Override
        public boolean cooling(RouteTarget target) {
            return cooling.contains(target.config().name());
        }

        @Override
        public double waitSeconds(RouteTarget target) {
            return waits.getOrDefault(target.config().name(), 0.0);
        }

        @Override
        public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
            return spills.computeIfAbsent(target.config().name(), name -> new SpillState());
        }
    }

    private static Configs configs() {
        return new Configs()
                .deployment("l1", 4, "http://127.0.0.1:1")
                .deployment("l2", 4, "http://127.0.0.1:2")
                .provider("c1", "http://127.0.0.1:3/v1")
                .provider("c2", "http://127.0.0.1:4/v1")
                .maxAttempts(4);
    }

    private static Route route(Configs configs) {
        Meters meters = new Meters(new SimpleMeterRegistry());
        return new SnapshotCompiler(new TargetStates(), meters, () -> 0L)
                .compile(configs.bundle())
                .route("assistant");
    }

    private static RequestFacts facts(String task, String... headers) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new RequestFacts("assistant", task == null ? null : Task.of(task).orElseThrow(), map::get);
    }

    private String order(Route route) {
        return order(Chooser.choose(route, facts(null), view, draws));
    }

    private static String order(Choice choice) {
        return String.join(
                " ",
                Arrays.stream(choice.order())
                        .map(target -> target.config().name())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'','',l1 l2 c1 c2",
        "l1,'',l2 c1 c2",
        "'',l1,l2 c1 c2 l1",
        "l2,'l1 c1',c2 l1 c1",
        "l1 l2 c1 c2,'',''",
    })
    void fallback_is_as_listed_with_the_cooling_last(String unready, String cooling, String expected) {
        view.unready.addAll(List.of(unready.split(" ")));
        view.cooling.addAll(List.of(cooling.split(" ")));

        assertThat(order(route(configs().strategy(Strategy.FALLBACK)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // wait of l1, wait of l2, draw, order; the limit is 0.5 s
        "0,0,0.0,l1 l2 c1 c2",
        "0.5,0,0.0,l1 l2 c1 c2",
        "0.6,0,0.69,l2 l1 c1 c2",
        "0.6,0,0.71,l1 l2 c1 c2",
        "0.8,0.8,0.0,c1 c2 l1 l2",
        "1.0,1.0,0.99,c1 c2 l1 l2",
    })
    void local_first_spills_a_share(double wait1, double wait2, double drawn, String expected) {
        view.waits.put("l1", wait1);
        view.waits.put("l2", wait2);
        draw = drawn;

        assertThat(order(route(configs().strategy(Strategy.LOCAL_FIRST)))).isEqualTo(expected);
    }

    @Test
    void local_first_goes_to_the_cloud_while_nothing_local_is_ready_and_says_who_is_missing() {
        view.unready.addAll(List.of("l1", "l2"));

        Choice choice = Chooser.choose(route(configs().strategy(Strategy.LOCAL_FIRST)), facts(null), view, draws);

        assertThat(order(choice)).isEqualTo("c1 c2");
        assertThat(choice.reasons()).containsExactly(Reason.COLD, Reason.COLD, Reason.STRATEGY, Reason.STRATEGY);
    }

    @Test
    void what_is_beyond_the_attempts_stands_by_for_targets_that_cannot_be_asked_at_all() {
        Choice choice = Chooser.choose(route(configs().maxAttempts(2)), facts(null), view, draws);

        assertThat(order(choice)).isEqualTo("l1 l2 c1 c2");
    }

    @Test
    void weighted_draws_without_putting_back() {
        Route route = route(configs().strategy(Strategy.WEIGHTED));
        random = 0.0;
        assertThat(order(route)).isEqualTo("l1 l2 c1 c2");
        random = 0.99;
        assertThat(order(route)).isEqualTo("c2 c1 l2 l1");

        Random seeded = new Random(7);
        Map<String, Integer> firsts = new TreeMap<>();
        for (int i = 0; i < 4000; i++) {
            random = seeded.nextDouble();
            firsts.merge(order(route).split(" ")[0], 1, Integer::sum);
        }
        assertThat(firsts.values()).hasSize(4).allSatisfy(count -> assertThat(count)
                .isBetween(900, 1100));
    }

    @Test
    void first_matching_rule_decides_and_the_fallback_follows() {
        Configs configs = configs()
                .rule(rule("code", List.of(), List.of(Task.CODE_GENERATION), List.of(), List.of(2)))
                .rule(rule("named", List.of("other"), List.of(), List.of(), List.of(3)))
                .rule(rule("flagged", List.of(), List.of(), List.of(new Policy.Header("x-flag", null)), List.of(1)))
                .rule(rule("valued", List.of(), List.of(), List.of(new Policy.Header("x-team", "red")), List.of(3, 2)))
                .models("assistant", "other");
        Route route = route(configs);

        assertThat(rule(route, facts("code_generation", "x-flag", "1"))).isEqualTo("code: c1 l1 l2 c2");
        assertThat(rule(route, new RequestFacts("other", null, name -> null))).isEqualTo("named: c2 l1 l2 c1");
        assertThat(rule(route, facts("UserChat", "x-flag", ""))).isEqualTo("flagged: l2 l1 c1 c2");
        assertThat(rule(route, facts(null, "x-team", "red"))).isEqualTo("valued: c2 c1 l1 l2");
        assertThat(rule(route, facts(null, "x-team", "blue"))).isEqualTo("default: l1 l2 c1 c2");
    }

    @Test
    void a_closed_rule_sends_nowhere_what_was_meant_for_its_lost_targets_alone() {
        Policy.Rule closed = new Policy.Rule(
                "stay-home",
                List.of(),
                List.of(Task.CODE_GENERATION),
                List.of(),
                List.of(),
                Strategy.LOCAL_FIRST,
                500,
                true);
        Route route = route(configs().rule(closed).withoutFallback());

        assertThat(rule(route, facts("code_generation", "x", "1"))).isEqualTo("stay-home: ");
        assertThat(rule(route, facts(null, "x", "1"))).startsWith("default: l1");
    }

    /** The compiler gives a rule that names a built-in chain an empty list of its own: {@code ChoosingCompiler.names}. */
    @ParameterizedTest
    @CsvSource({"FAST_LATENCY,c1 l1 c2 l2", "LOCAL_ONLY,c1 l1 l2"})
    void the_chain_of_a_rule_follows_its_targets(FallbackChain chain, String expected) {
        view.waits.put("l2", 5.0);
        view.waits.put("c2", 1.0);
        Policy.Choosing choosing = new Policy.Choosing(false, null, List.of(), chain, null, null, null);
        Policy.Rule chained = rule("chained", List.of(), List.of(Task.CREATIVE), List.of(), List.of(2));
        Route route = route(configs().rule(chained.with(choosing)));

        assertThat(rule(route, facts("Creative"))).isEqualTo("chained: " + expected);
    }

    private String rule(Route route, RequestFacts facts) {
        Choice choice = Chooser.choose(route, facts, view, draws);
        return choice.rule().name() + ": " + order(choice);
    }

    private static Policy.Rule rule(
            String name, List<String> models, List<Task> tasks, List<Policy.Header> headers, List<Integer> prefer) {
        return new Policy.Rule(name, models, tasks, headers, prefer, Strategy.FALLBACK, 500, false);
    }

    @ParameterizedTest
    @CsvSource({
        // spilling before, wait, spills, share at a limit of 1 s
        "false,1.0,false,0.5",
        "false,1.1,true,0.6",
        "true,1.0,true,0.5",
        "true,0.5,true,0.0",
        "true,0.49,false,0.0",
        "true,9.0,true,1.0",
    })
    void spill_over_has_hysteresis_and_grows_with_the_wait(boolean before, double wait, boolean spills, double share) {
        assertThat(Spillover.spills(before, wait, 1)).isEqualTo(spills);
        assertThat(Spillover.share(wait, 1)).isCloseTo(share, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void even_draws_are_spread_evenly() {
        Draws golden = Draws.of(() -> 0.3);
        for (double share : new double[] {0.1, 0.5, 0.77}) {
            int below = 0;
            for (int i = 0; i < 50; i++) {
                below += golden.even() < share ? 1 : 0;
            }
            assertThat(below).isBetween((int) (50 * share) - 2, (int) (50 * share) + 3);
        }
    }
}
