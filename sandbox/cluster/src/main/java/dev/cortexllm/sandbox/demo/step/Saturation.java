package dev.cortexllm.sandbox.demo.step;

import static dev.cortexllm.sandbox.demo.step.Tally.CLOUD;
import static dev.cortexllm.sandbox.demo.step.Tally.LOCAL;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.OpenLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Arrivals at twice the local service rate: the local engine stays busy, the overflow spills. The load falls to half of the
 * rate: all answers are local again.
 */
public final class Saturation implements Step {
    /** In which the queue in front of the engine fills: what waits there at the end was sent after it. */
    private static final int FILLING_SECONDS = 2;

    private static final int SECONDS = 10;
    private static final int WARMING = 3;
    private static final int MEASURED = 9;
    private static final int TOKENS = 20;
    private static final double LEAST_BUSY = 0.9;
    private static final double LEAST_CLOUD = 0.4;
    private static final double MOST_CLOUD = 0.6;
    private static final Duration RETURN_WITHIN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "saturation";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        double serviceSeconds = serviceSeconds(stage);
        int capacity = stage.cluster().deployment(LOCAL).getSpec().maxConcurrency();
        Stage.await(
                Duration.ofSeconds(40),
                () -> "the engine, which has come back only just, gets as much as it can take",
                () -> allLocal(stage, 2 * capacity));
        double rate = capacity / serviceSeconds;
        try (OpenLoop load = new OpenLoop(stage.chat())) {
            load.rate(2 * rate, i -> Chat.plain("saturating " + i, TOKENS));
            TimeUnit.SECONDS.sleep(FILLING_SECONDS);
            int filling = load.sent();
            double busyBefore = stage.engine().busySlotSeconds();
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep(SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = (stage.engine().busySlotSeconds() - busyBefore) / (capacity * seconds);
            int saturating = load.sent();
            load.rate(rate / 2, i -> Chat.plain("calm " + i, TOKENS));
            long calmFrom = System.nanoTime();
            TimeUnit.SECONDS.sleep(RETURN_WITHIN.toSeconds() + 2);
            List<Answer> all = load.finish();
            Tally.allGood(all);
            return judge(all.subList(filling, saturating), all.subList(saturating, all.size()), busy, rate, calmFrom);
        }
    }

    private static boolean allLocal(Stage stage, int atOnce) {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            asked.add(stage.chat().send(Chat.plain("at once " + i, 2)));
        }
        return asked.stream()
                .map(CompletableFuture::join)
                .allMatch(answer -> answer.good() && answer.provider().equals(LOCAL));
    }

    private static String judge(List<Answer> hot, List<Answer> calm, double busy, double rate, long calmFrom)
            throws StepFailed {
        double cloud = Tally.from(hot, CLOUD) / (double) hot.size();
        double returned = calm.stream()
                        .filter(a -> !a.provider().equals(LOCAL))
                        .mapToLong(Answer::startedNanos)
                        .max()
                        .orElse(calmFrom)
                - calmFrom;
        String seen = String.format(
                "%.1f requests/s at a local rate of %.1f/s: engine busy %s, cloud %s of %d; load halved: last cloud answer"
                        + " asked for after %.1f s",
                2 * rate, rate, Tally.percent(busy), Tally.percent(cloud), hot.size(), returned / 1e9);
        StepFailed.unless(busy >= LEAST_BUSY && cloud >= LEAST_CLOUD && cloud <= MOST_CLOUD, seen);
        StepFailed.unless(returned < RETURN_WITHIN.toNanos(), seen);
        return seen;
    }

    /** How long the engine is busy with one request, by its own count: what else the machine does is not in it. */
    private static double serviceSeconds(Stage stage) throws StepFailed, InterruptedException {
        measure(stage, WARMING);
        double before = stage.engine().busySlotSeconds();
        measure(stage, MEASURED);
        return (stage.engine().busySlotSeconds() - before) / MEASURED;
    }

    private static void measure(Stage stage, int requests) throws StepFailed {
        for (int i = 0; i < requests; i++) {
            Answer answer =
                    stage.chat().send(Chat.plain("measuring " + i, TOKENS)).join();
            StepFailed.unless(answer.good() && answer.provider().equals(LOCAL), "measuring: " + answer.brief());
        }
    }
}
