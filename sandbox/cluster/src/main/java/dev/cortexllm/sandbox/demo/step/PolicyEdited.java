package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The policy is edited while requests pass: none fails, none is cut, and soon all are served by the new one. */
public final class PolicyEdited implements Step {
    static final String RULE = "edited";

    private static final int REQUESTS = 2000;
    private static final int PER_SECOND = 250;

    @Override
    public String name() {
        return "policy-edited";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        try (OpenLoop load = new OpenLoop(stage.chat())) {
            load.rate(
                    PER_SECOND,
                    i -> new Chat("passing " + i, i % 4 == 0, 2, java.util.Map.of("x-cortex-task", "error_debugging")));
            TimeUnit.SECONDS.sleep(3);
            stage.cluster().apply(PolicyEdits.withFirstRule(stage.cluster().policy(PolicyEdits.POLICY), RULE));
            long applied = System.nanoTime();
            Stage.await(
                    Duration.ofSeconds(60),
                    () -> load.over().size() + " of " + REQUESTS + " requests passed",
                    () -> load.sent() >= REQUESTS + PER_SECOND);
            List<Answer> all = load.finish();
            Tally.allGood(all);
            StepFailed.unless(!all.get(0).rule().equals(RULE), "the first answer was by rule '" + RULE + "' already");
            StepFailed.unless(
                    all.get(all.size() - 1).rule().equals(RULE),
                    "the last answer was by rule '" + all.get(all.size() - 1).rule() + "'");
            long lastOld = all.stream()
                    .filter(a -> !a.rule().equals(RULE))
                    .mapToLong(Answer::endedNanos)
                    .max()
                    .orElseThrow();
            return all.size() + " requests: 0 failed, 0 truncated; last answer by the old policy "
                    + (lastOld - applied) / 1_000_000 + " ms after apply returned (goal: < 1000)";
        }
    }
}
