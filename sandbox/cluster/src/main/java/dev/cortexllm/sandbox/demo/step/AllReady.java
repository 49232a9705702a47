package dev.cortexllm.sandbox.demo.step;

import java.time.Duration;

/** Every resource becomes Ready, and the gateway counts its routers. */
public final class AllReady implements Step {
    @Override
    public String name() {
        return "all-ready";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        long millis = Stage.await(
                Duration.ofMinutes(2),
                () -> String.join("; ", stage.cluster().notReady()),
                () -> stage.cluster().notReady().isEmpty());
        String programmed = stage.cluster().gateway(Tally.GATEWAY).getStatus().programmed();
        StepFailed.unless("2/2".equals(programmed), "gateway programmed " + programmed + ", not 2/2");
        return "4 of 4 resources Ready after " + millis + " ms more; gateway programmed 2/2";
    }
}
