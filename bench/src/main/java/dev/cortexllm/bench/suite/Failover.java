package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.FixedRate;
import dev.cortexllm.bench.load.Outcome;
import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.upstream.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A policy with two providers at a steady load, and something happens to the first. Nobody else is in the table: the references do not
 * know what a provider's answer means.
 */
final class Failover implements Measure {
    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 512;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public void run(Lab lab) {
        List.of(Fault.LIMITED, Fault.UNAVAILABLE, Fault.STALL).forEach(fault -> {
            try (Lab room = lab.room()) {
                Upstream first = room.upstream();
                whole(room, fault.name().toLowerCase(Locale.ROOT), first, () -> first.set(fault));
            }
        });
        try (Lab room = lab.room()) {
            Upstream first = room.upstream();
            whole(room, "killed", first, () -> first.child().kill());
        }
    }

    private static void whole(Lab lab, String what, Upstream first, Runnable happens) {
        Upstream second = lab.upstream();
        Running router = lab.start(CortexRouter.failingOver(), first, second).orElseThrow();
        Target target = router.target(Bodies.chat(router.model(), 1024));
        FixedRate.run(target, PER_SECOND, CONNECTIONS, Duration.ZERO, Duration.ofSeconds(3));
        CompletableFuture<Void> later =
                CompletableFuture.runAsync(happens, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        Outcome outcome =
                FixedRate.run(target, PER_SECOND, CONNECTIONS, Duration.ZERO, Duration.ofSeconds(lab.quick(4, 15)));
        join(later);
        lab.line(new Line(
                "failover-" + what + "-failed", outcome.failed(), "none", Double.NaN, Goal.atMost(0), Double.NaN));
        lab.line(new Line(
                "failover-" + what + "-slowest-ms",
                outcome.micros(100) / 1e3,
                "none",
                Double.NaN,
                Goal.NONE,
                Double.NaN));
    }

    private static void join(CompletableFuture<Void> later) {
        try {
            later.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the fault did not happen", e.getCause());
        }
    }
}
