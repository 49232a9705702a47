package dev.cortexllm.sandbox.demo.step;

import static dev.cortexllm.sandbox.demo.step.Tally.LOCAL;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The local engine dies under load: whoever had not yet received content gets an answer all the same. */
public final class EngineKilled implements Step {
    private static final int PER_SECOND = 10;
    private static final int TOKENS = 20;

    @Override
    public String name() {
        return "engine-killed";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        int restarts = stage.engine().restarts();
        try (OpenLoop load = new OpenLoop(stage.chat())) {
            load.rate(PER_SECOND, i -> new Chat("killing " + i, i % 2 == 0, TOKENS, java.util.Map.of()));
            TimeUnit.SECONDS.sleep(2);
            stage.engine().kill();
            long killed = System.nanoTime();
            Stage.await(
                    Duration.ofSeconds(60),
                    () -> "the engine's process was started again",
                    () -> restartedSince(stage, restarts));
            Stage.await(Duration.ofSeconds(30), () -> "the engine's process is up", stage.engine()::finishLoading);
            long back = Stage.await(
                    Duration.ofMinutes(2), () -> "the engine started again and answers", () -> lastIsLocal(load));
            List<Answer> all = load.finish();
            List<Answer> lost = all.stream().filter(Answer::failedBeforeContent).toList();
            long underWay = all.stream()
                    .filter(a -> a.startedNanos() < killed && a.endedNanos() > killed)
                    .count();
            StepFailed.unless(underWay > 0, "no request was under way when the engine was killed");
            long cut = all.stream()
                    .filter(a -> !a.good() && !a.content().isEmpty())
                    .count();
            long untold = all.stream()
                    .filter(a ->
                            !a.good() && !a.content().isEmpty() && a.error().isEmpty())
                    .count();
            StepFailed.unless(
                    lost.isEmpty(),
                    lost.size() + " of " + all.size() + " requests without content failed, the first with "
                            + (lost.isEmpty() ? "" : lost.get(0).brief()));
            StepFailed.unless(untold == 0, untold + " broken streams ended without an error");
            long cloud = all.stream().filter(a -> !a.provider().equals(LOCAL)).count();
            return all.size() + " requests, " + underWay + " under way at SIGKILL: 0 failed before content, " + cut
                    + " cut after it and told so, " + cloud + " by cloud; local again " + back + " ms after loading";
        }
    }

    static boolean restartedSince(Stage stage, int before) {
        try {
            return stage.engine().restarts() > before;
        } catch (StepFailed e) {
            return false;
        }
    }

    private static boolean lastIsLocal(OpenLoop load) {
        List<Answer> over = load.over();
        return !over.isEmpty()
                && over.get(over.size() - 1).good()
                && over.get(over.size() - 1).provider().equals(LOCAL);
    }
}
