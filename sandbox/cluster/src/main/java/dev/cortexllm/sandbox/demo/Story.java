package dev.cortexllm.sandbox.demo;

import dev.cortexllm.sandbox.demo.step.AllReady;
import dev.cortexllm.sandbox.demo.step.BrokenEdit;
import dev.cortexllm.sandbox.demo.step.ColdStart;
import dev.cortexllm.sandbox.demo.step.ColdWaiting;
import dev.cortexllm.sandbox.demo.step.Completions;
import dev.cortexllm.sandbox.demo.step.EngineKilled;
import dev.cortexllm.sandbox.demo.step.Explained;
import dev.cortexllm.sandbox.demo.step.OperatorKilled;
import dev.cortexllm.sandbox.demo.step.PolicyEdited;
import dev.cortexllm.sandbox.demo.step.Saturation;
import dev.cortexllm.sandbox.demo.step.Stage;
import dev.cortexllm.sandbox.demo.step.Step;
import dev.cortexllm.sandbox.demo.step.StepFailed;
import java.io.PrintStream;
import java.util.List;

/** Plays the steps in order and prints one line for each. */
final class Story {
    private static final List<Step> STEPS = List.of(
            new ColdStart(),
            new AllReady(),
            new Completions(),
            new Saturation(),
            new Explained(),
            new EngineKilled(),
            new ColdWaiting(),
            new PolicyEdited(),
            new BrokenEdit(),
            new OperatorKilled());

    private final PrintStream out;

    Story(PrintStream out) {
        this.out = out;
    }

    /**
     * Plays the story to its end, failed steps included.
     *
     * @return number of steps that did not hold
     */
    int play(Stage stage) throws InterruptedException {
        int failed = 0;
        for (Step step : STEPS) {
            long start = System.nanoTime();
            String line;
            try {
                line = "step=" + step.name() + " ok " + step.play(stage);
            } catch (StepFailed | RuntimeException e) {
                failed++;
                line = "step=" + step.name() + " FAIL " + (e instanceof StepFailed ? e.getMessage() : e.toString());
            }
            out.printf("%s (%.1f s)%n", line, (System.nanoTime() - start) / 1e9);
        }
        return failed;
    }
}
