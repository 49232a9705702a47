package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Answer;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.Ending;
import dev.cortexllm.bench.load.FixedRate;
import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.upstream.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A policy with two providers at a steady load, and something happens to the first. Nobody else is in the table: the references do not
 * know what a provider's answer means.
 */
final class Failover implements Measure {
    private static final int CONNECTIONS = 512;
    private static final int WHOLE_PER_SECOND = 200;
    private static final int STREAMS_PER_SECOND = 100;
    /** At 50 per second a stream takes a fifth of a second, so that about twenty are under way. */
    private static final int TOKENS = 10;

    private static final double MILLIS = 1e6;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public void run(Lab lab) {
        whole(lab, "limited", first -> first.set(Fault.LIMITED));
        whole(lab, "unavailable", first -> first.set(Fault.UNAVAILABLE));
        whole(lab, "stall", first -> first.set(Fault.STALL));
        whole(lab, "killed", first -> first.child().kill());
        streamed(lab, "cut-early", first -> first.set(Fault.CUT_EARLY));
        told(lab, "cut", streamed(lab, "cut", first -> first.set(Fault.CUT)));
        told(lab, "streams-killed", streamed(lab, "streams-killed", first -> first.child()
                .kill()));
    }

    private static void whole(Lab lab, String what, Consumer<Upstream> happens) {
        seen(lab, what, happens, model -> Bodies.chat(model, 1024), WHOLE_PER_SECOND);
    }

    private static Seen streamed(Lab lab, String what, Consumer<Upstream> happens) {
        return seen(lab, what, happens, model -> Bodies.stream(model, TOKENS), STREAMS_PER_SECOND);
    }

    private static Seen seen(
            Lab lab, String what, Consumer<Upstream> happens, UnaryOperator<String> body, int perSecond) {
        Seen seen = load(lab, what, happens, body, perSecond);
        if (!seen.hit()) {
            throw new IllegalStateException(
                    "the fault hit nobody, as the first provider was not in use or stayed so: " + what);
        }
        alone(lab, what + "-failed", seen.count(Ending.FAILED), Goal.atMost(0));
        alone(lab, what + "-slowest-ms", seen.slowest(), Goal.NONE);
        alone(lab, what + "-recover-ms", Recovery.millis(seen.answers(), seen.fault()), Goal.NONE);
        return seen;
    }

    private static Seen load(
            Lab lab, String what, Consumer<Upstream> happens, UnaryOperator<String> body, int perSecond) {
        try (Lab room = lab.room()) {
            Upstream first = room.coming();
            Upstream second = room.coming();
            Running router =
                    room.start(CortexRouter.failingOver(), first, second).orElseThrow();
            Target target = router.target(body.apply(router.model()));
            first.await();
            second.await();
            // Not through the first provider's breaker: it must not be open before anything has happened.
            FixedRate.run(
                    router.target(body.apply("pass")),
                    perSecond,
                    CONNECTIONS,
                    Duration.ZERO,
                    Duration.ofSeconds(lab.quick(1, 5)));
            // The first call of its client would take longer than what it does.
            first.set(Fault.NONE);
            CompletableFuture<Long> later = CompletableFuture.supplyAsync(
                    () -> {
                        long now = System.nanoTime();
                        happens.accept(first);
                        return now;
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            List<Answer> answers =
                    FixedRate.watch(target, perSecond, CONNECTIONS, Duration.ofSeconds(lab.quick(3, 15)));
            return new Seen(answers, joined(what, later));
        }
    }

    /** What no router can hide: the client has a part of the answer, and another provider's would not go on where it ended. */
    private static void told(Lab lab, String what, Seen seen) {
        long told = seen.count(Ending.TOLD);
        long broken = told + seen.count(Ending.BROKEN);
        lab.line(new Line("failover-" + what + "-told", told, "cut", broken, Goal.ratioAtLeast(1), Double.NaN));
    }

    private static void alone(Lab lab, String what, double value, Goal goal) {
        lab.line(new Line("failover-" + what, value, "none", Double.NaN, goal, Double.NaN));
    }

    private static long joined(String what, CompletableFuture<Long> later) {
        try {
            return later.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the fault did not happen: " + what, e.getCause());
        }
    }

    private record Seen(List<Answer> answers, long fault) {
        long count(Ending ending) {
            return answers.stream().filter(answer -> answer.ending() == ending).count();
        }

        /** Whether the first provider answered before the fault, and the other one after it. */
        boolean hit() {
            return answers.stream()
                            .anyMatch(answer ->
                                    answer.due() < fault && answer.by().equals("guarded"))
                    && answers.stream()
                            .anyMatch(answer ->
                                    answer.due() >= fault && answer.by().equals("second"));
        }

        double slowest() {
            return answers.stream().mapToLong(Answer::nanos).max().orElseThrow() / MILLIS;
        }
    }
}
