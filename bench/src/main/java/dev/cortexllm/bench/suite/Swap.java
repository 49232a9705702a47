package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.FixedRate;
import dev.cortexllm.bench.load.Outcome;
import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another configuration, of ten thousand models, comes in under load: what requests notice of it. */
final class Swap implements Measure {
    private static final int MODELS = 10_000;
    private static final int A_POLICY = 50;
    private static final int PER_SECOND = 1_000;
    private static final int CONNECTIONS = 128;

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public void run(Lab lab) {
        Upstream upstream = lab.upstream();
        Path folder = Files.folder(lab.folder(), "swap");
        Running running = CortexRouter.passThrough().start(new int[] {upstream.port()}, folder);
        lab.closeLater(running);
        Target target = running.target(Bodies.chat(running.model(), 1024));
        int seconds = lab.quick(6, 20);
        FixedRate.run(target, PER_SECOND, CONNECTIONS, Duration.ZERO, Duration.ofSeconds(5));
        Outcome quiet = ask(target, seconds);
        CompletableFuture<Path> written = CompletableFuture.supplyAsync(
                () -> Files.write(folder.resolve("config/models.yaml"), models()),
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        Outcome swapped = ask(target, seconds);
        written.join();
        Target last = running.target(Bodies.chat("many-" + (MODELS / A_POLICY - 1) + "-" + (A_POLICY - 1), 1024));
        if (FixedRate.run(last, 10, 1, Duration.ZERO, Duration.ofSeconds(1)).done() == 0) {
            throw new IllegalStateException(
                    "the new models are not served: " + running.child().tail());
        }
        lab.line(new Line("swap-10k-models-failed", swapped.failed(), "none", Double.NaN, Goal.atMost(0), Double.NaN));
        lab.line(new Line(
                "swap-10k-models-p99.9-us", swapped.micros(99.9), "quiet", quiet.micros(99.9), Goal.NONE, Double.NaN));
        lab.line(new Line(
                "swap-10k-models-slowest-ms",
                swapped.micros(100) / 1e3,
                "quiet",
                quiet.micros(100) / 1e3,
                Goal.NONE,
                Double.NaN));
    }

    private static Outcome ask(Target target, int seconds) {
        return FixedRate.run(target, PER_SECOND, CONNECTIONS, Duration.ZERO, Duration.ofSeconds(seconds));
    }

    private static String models() {
        StringBuilder text = new StringBuilder();
        for (int policy = 0; policy < MODELS / A_POLICY; policy++) {
            text.append("---\napiVersion: cortexllm.dev/v1alpha1\nkind: RoutingPolicy\nmetadata: {name: many-" + policy
                    + "}\nspec:\n  models: [");
            for (int model = 0; model < A_POLICY; model++) {
                text.append(model == 0 ? "" : ", ").append("many-" + policy + "-" + model);
            }
            text.append("]\n  targets: [{name: first, providerRef: {name: first}, model: bench}]\n");
        }
        return text.toString();
    }
}
