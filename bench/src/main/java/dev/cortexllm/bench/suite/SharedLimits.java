package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.contender.CortexRouter;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.load.Bodies;
import dev.cortexllm.bench.load.FixedRate;
import dev.cortexllm.sandbox.redis.RedisServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What it costs to count limits and budgets in Redis, beside counting them in memory. */
final class SharedLimits implements Measure {
    private static final String MEMORY = "cortex";
    private static final String REDIS = "cortex-redis";
    private static final int CONNECTIONS = 64;
    private static final int PER_SECOND = 1_000;

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public boolean sharing() {
        return true;
    }

    @Override
    public void run(Lab lab) {
        RedisServerProcess redis = redis();
        lab.closeLater(redis);
        List<Running> running = Stream.of(
                        lab.warm(CortexRouter.passThrough()),
                        lab.startWarm(CortexRouter.withRedis(redis.port()), lab.upstream()))
                .map(Optional::orElseThrow)
                .toList();
        Rounds rates = Rounds.play(lab.quick(3, 7), running, Running::name, one -> peak(lab, one, lab.quick(1, 10)));
        Rounds medians = Rounds.play(lab.quick(3, 7), running, Running::name, one -> median(lab, one));
        lab.raw("redis-limits-rps", rates);
        lab.raw("redis-limits-p50-us", medians);
        lab.line(new Line(
                "redis-limits-rps", rates.median(REDIS), MEMORY, rates.median(MEMORY), Goal.NONE, rates.spread(REDIS)));
        lab.line(new Line(
                "redis-limits-p50-us",
                medians.median(REDIS),
                MEMORY,
                medians.median(MEMORY),
                Goal.NONE,
                medians.spread(REDIS)));
    }

    private static RedisServerProcess redis() {
        try {
            return RedisServerProcess.forgetful();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double peak(Lab lab, Running one, int seconds) {
        return lab.wrk()
                .run(one.target(Bodies.chat(one.model(), 1024)), CONNECTIONS, Duration.ofSeconds(seconds))
                .perSecond();
    }

    private static double median(Lab lab, Running one) {
        return FixedRate.run(
                        one.target(Bodies.chat(one.model(), 1024)),
                        PER_SECOND,
                        CONNECTIONS,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(lab.quick(1, 8)))
                .micros(50);
    }
}
