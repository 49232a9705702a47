package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator dies: routers serve on. It returns: what was applied meanwhile is served. */
public final class OperatorKilled implements Step {
    private static final String RULE = "applied-meanwhile";
    /** So many answers by the new policy in a row come from both routers. */
    private static final int ENOUGH = 20;

    @Override
    public String name() {
        return "operator-killed";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        try (OpenLoop load = new OpenLoop(stage.chat())) {
            load.rate(20, i -> Chat.plain("without operator " + i, 4));
            stage.operator().kill();
            stage.cluster().apply(PolicyEdits.withFirstRule(stage.cluster().policy(PolicyEdits.POLICY), RULE));
            TimeUnit.SECONDS.sleep(3);
            List<Answer> orphaned = load.over();
            int during = load.sent();
            StepFailed.unless(
                    !orphaned.isEmpty()
                            && orphaned.stream().noneMatch(a -> a.rule().equals(RULE)),
                    "routers served what was applied while no operator ran");
            stage.operator().start();
            long converged = Stage.await(
                    Duration.ofSeconds(60),
                    () -> "answers by the policy applied meanwhile; "
                            + String.join("; ", stage.cluster().notReady()),
                    () -> served(load) && stage.cluster().notReady().isEmpty());
            List<Answer> all = load.finish();
            Tally.allGood(all);
            String programmed =
                    stage.cluster().gateway(Tally.GATEWAY).getStatus().programmed();
            StepFailed.unless("2/2".equals(programmed), "programmed " + programmed);
            return all.size() + " requests, " + during + " of them without an operator: 0 failed; converged "
                    + converged + " ms after its return, programmed " + programmed;
        }
    }

    private static boolean served(OpenLoop load) {
        List<Answer> over = load.over();
        return over.size() >= ENOUGH
                && over.subList(over.size() - ENOUGH, over.size()).stream()
                        .allMatch(a -> a.rule().equals(RULE));
    }
}
