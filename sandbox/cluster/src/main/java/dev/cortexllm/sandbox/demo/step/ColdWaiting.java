package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The policy has requests wait for a cold model instead of spilling, a few at a time: while the engine is away those wait, the
 * others are told to come again, and when it is back every one that waited is answered by it.
 */
public final class ColdWaiting implements Step {
    private static final int MOST = 3;
    private static final int REQUESTS = 24;
    private static final int TOO_MANY = 429;

    @Override
    public String name() {
        return "cold-waiting";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        RoutingPolicy before = stage.cluster().policy(PolicyEdits.POLICY);
        RouterProbe routers = new RouterProbe(stage.cluster(), PolicyEdits.POLICY);
        Chat probe = Chat.plain("would this wait?", 8);
        apply(stage, PolicyEdits.waiting(before, MOST));
        try {
            int restarts = stage.engine().restarts();
            stage.engine().kill();
            Stage.await(
                    Duration.ofSeconds(30),
                    () -> "every router knows that the engine is away",
                    () -> routers.allSay(probe, "local", "Cold"));
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                asked.add(stage.chat().send(new Chat("waiting " + i, i % 2 == 0, 8, java.util.Map.of())));
            }
            Stage.await(
                    Duration.ofSeconds(30),
                    () -> "all but those who wait are told to come again",
                    () -> over(asked) >= REQUESTS - MOST * routerCount(stage));
            int early = over(asked);
            Stage.await(
                    Duration.ofSeconds(60),
                    () -> "the engine's process was started again",
                    () -> EngineKilled.restartedSince(stage, restarts));
            Stage.await(Duration.ofSeconds(30), () -> "the engine's process is up", stage.engine()::finishLoading);
            return judge(asked, early);
        } finally {
            apply(stage, PolicyEdits.restored(before));
        }
    }

    private static String judge(List<CompletableFuture<Answer>> asked, int early) throws StepFailed {
        List<Answer> all = asked.stream().map(CompletableFuture::join).toList();
        List<Answer> waited = all.stream().filter(Answer::good).toList();
        long refused = all.stream().filter(a -> a.status() == TOO_MANY).count();
        String seen = all.size() + " requests: " + refused + " told to come again at once, " + waited.size()
                + " waited "
                + Math.round(waited.stream().mapToDouble(Answer::millis).max().orElse(0))
                + " ms at the most";
        StepFailed.unless(refused == early && refused + waited.size() == all.size() && !waited.isEmpty(), seen);
        StepFailed.unless(
                Tally.from(waited, Tally.LOCAL) == waited.size(),
                seen + ", but only " + Tally.from(waited, Tally.LOCAL) + " were answered by " + Tally.LOCAL);
        return seen + ", all answered by " + Tally.LOCAL;
    }

    private static int over(List<CompletableFuture<Answer>> asked) {
        return (int) asked.stream().filter(CompletableFuture::isDone).count();
    }

    private static int routerCount(Stage stage) {
        return stage.cluster().routerPods().size();
    }

    private static void apply(Stage stage, RoutingPolicy policy) throws StepFailed, InterruptedException {
        stage.cluster().apply(policy);
        Stage.await(Duration.ofSeconds(30), () -> "every router serves the edited policy", () -> Cluster.condition(
                        stage.cluster().policy(PolicyEdits.POLICY), status -> status.conditions(), "Programmed")
                .filter(condition -> condition.status() == Condition.Status.True)
                .isPresent());
    }
}
