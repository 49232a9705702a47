package dev.cortexllm.sandbox.demo.step;

import static dev.cortexllm.sandbox.demo.step.Tally.CLOUD;
import static dev.cortexllm.sandbox.demo.step.Tally.LOCAL;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** While the model loads the cloud answers; once it is ready the answers are local. */
public final class ColdStart implements Step {
    private static final int REQUESTS = 10;

    @Override
    public String name() {
        return "cold-start";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        Stage.await(
                Duration.ofSeconds(60),
                () -> "a first answer",
                () -> stage.chat().send(Chat.plain("hello", 4)).join().good());
        Stage.await(Duration.ofSeconds(60), () -> "the engine's process is up", stage.engine()::up);
        List<Answer> cold = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            cold.add(stage.chat().send(Chat.plain("while loading " + i, 8)).join());
        }
        boolean stillLoading = !ready(stage);
        Tally.allGood(cold);
        StepFailed.unless(stillLoading, "the model was ready before the cloud could answer for it");
        StepFailed.unless(
                Tally.from(cold, CLOUD) == REQUESTS,
                "answered by the cloud while loading: " + Tally.from(cold, CLOUD) + " of " + REQUESTS);
        Stage.await(Duration.ofSeconds(30), () -> "the engine's process is up", stage.engine()::finishLoading);
        long loaded = Stage.await(
                Duration.ofMinutes(3), () -> String.join("; ", stage.cluster().notReady()), () -> ready(stage));
        long local = Stage.await(Duration.ofSeconds(10), () -> "a local answer", () -> stage.chat()
                .send(Chat.plain("hello", 4))
                .join()
                .provider()
                .equals(LOCAL));
        Answer warm = stage.chat().send(Chat.plain("now local", 8)).join();
        StepFailed.unless(warm.good() && warm.provider().equals(LOCAL), "after loading: " + warm.brief());
        StepFailed.unless(
                warm.policy().equals(PolicyEdits.POLICY)
                        && !warm.model().isEmpty()
                        && !warm.rule().isEmpty(),
                "headers: model '" + warm.model() + "' policy '" + warm.policy() + "' rule '" + warm.rule() + "'");
        return REQUESTS + " answers by " + CLOUD + " while loading; ready " + loaded
                + " ms after the load was over, first local answer " + local + " ms later: provider=" + warm.provider()
                + " model=" + warm.model() + " policy=" + warm.policy() + " rule=" + warm.rule();
    }

    private static boolean ready(Stage stage) {
        return Cluster.condition(stage.cluster().deployment(LOCAL), s -> s.conditions(), "Ready")
                .filter(c -> c.status() == Condition.Status.True)
                .isPresent();
    }
}
