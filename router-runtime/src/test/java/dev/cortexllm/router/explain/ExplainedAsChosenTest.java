package dev.cortexllm.router.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.route.TargetView;
import dev.cortexllm.router.route.Wishes;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.tokens.PromptCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the state: what is explained is what the chooser chooses, and the state is the same afterwards. */
class ExplainedAsChosenTest {
    private static final int STATES = 500;
    private static final byte[] BODY = Explained.body("assistant", "hi").getBytes(StandardCharsets.UTF_8);

    /** A state of four targets. */
    private record RandomView(boolean[] ready, boolean[] cooling, boolean[] broken, double[] waits, SpillState[] spills)
            implements TargetView {
        static RandomView of(Random random) {
            RandomView view =
                    new RandomView(new boolean[4], new boolean[4], new boolean[4], new double[4], new SpillState[4]);
            for (int i = 0; i < 4; i++) {
                view.ready[i] = random.nextInt(4) > 0;
                view.broken[i] = random.nextInt(6) == 0;
                view.cooling[i] = view.broken[i] || random.nextInt(6) == 0;
                view.waits[i] = random.nextInt(3) == 0 ? random.nextDouble() : 0;
                view.spills[i] = new SpillState();
                view.spills[i].decided(random.nextBoolean(), random.nextDouble());
            }
            return view;
        }

        RandomView copy() {
            SpillState[] copies = Arrays.stream(spills)
                    .map(one -> {
                        SpillState copy = new SpillState();
                        copy.decided(one.spilling(), one.share());
                        return copy;
                    })
                    .toArray(SpillState[]::new);
            return new RandomView(ready, cooling, broken, waits, copies);
        }

        @Override
        public boolean ready(RouteTarget target) {
            return ready[target.index()];
        }

        @Override
        public boolean cooling(RouteTarget target) {
            return cooling[target.index()];
        }

        @Override
        public boolean broken(RouteTarget target) {
            return broken[target.index()];
        }

        @Override
        public double waitSeconds(RouteTarget target) {
            return waits[target.index()];
        }

        @Override
        public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
            return spills[target.index()];
        }
    }

    private record Fixed(double number) implements Draws {
        @Override
        public double even() {
            return number;
        }

        @Override
        public double random() {
            return number;
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void theExplainedOrderIsTheChosenOne(Strategy strategy) {
        Snapshot snapshot = new SnapshotCompiler(new TargetStates(), new Meters(new SimpleMeterRegistry()), () -> 0L)
                .compile(new Configs()
                        .strategy(strategy)
                        .deployment("l1", 4, "http://127.0.0.1:1")
                        .deployment("l2", 4, "http://127.0.0.1:2")
                        .provider("c1", "http://127.0.0.1:3/v1")
                        .provider("c2", "http://127.0.0.1:4/v1")
                        .bundle());
        Route route = snapshot.route("assistant");
        Explainer explainer = new Explainer(new PromptCounter());
        Random random = new Random(strategy.ordinal());
        for (int i = 0; i < STATES; i++) {
            RandomView view = RandomView.of(random);
            RandomView before = view.copy();
            double draw = random.nextDouble();
            Explanation explanation = explainer.explain(
                    snapshot,
                    new AskedRequest(Api.OPENAI, name -> null, BODY, Identity.NOBODY),
                    new Present(view, new Spends(), Explained.NOON, draw));
            RequestFacts facts = new RequestFacts(
                    "assistant",
                    null,
                    name -> null,
                    null,
                    null,
                    0,
                    RequestFacts.UNKNOWN_TOKENS,
                    BODY.length,
                    null,
                    Wishes.NONE);
            Choice choice = Chooser.choose(route, facts, before.copy(), new Fixed(draw));

            List<String> chosen = Arrays.stream(choice.order())
                    .filter(target -> choice.reasons()[target.index()] != Reason.OPEN_BREAKER)
                    .map(target -> target.config().name())
                    .toList();
            assertThat(Stream.concat(explanation.attempts().stream(), explanation.standBy().stream())
                            .toList())
                    .isEqualTo(chosen);
            for (int target = 0; target < 4; target++) {
                assertThat(view.spills[target].spilling()).isEqualTo(before.spills[target].spilling());
                assertThat(view.spills[target].share()).isEqualTo(before.spills[target].share());
            }
        }
    }
}
