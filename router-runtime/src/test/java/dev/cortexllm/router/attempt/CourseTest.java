package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Retry;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.resilience.Retries;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final long TOTAL_MILLIS = 10_000;
    private long now = -1_000_000_000;

    private AttemptPlan plan(Configs configs) {
        Meters meters = new Meters(new SimpleMeterRegistry());
        Route route = new SnapshotCompiler(new TargetStates(), meters, () -> now)
                .compile(configs.bundle())
                .route("assistant");
        Choice choice = Chooser.choose(
                route, new RequestFacts("assistant", null, name -> null), new LiveView(now), Draws.of(() -> 0.5));
        return new AttemptPlan(
                "chat",
                choice.order(),
                route.maxAttempts(),
                new Outcome.NothingAvailable("chat", "nothing"),
                null,
                route.retries(),
                null);
    }

    private static Configs configs(int targets, String... keys) {
        Configs configs = new Configs().timeouts(1, 1, 1, TOTAL_MILLIS).keys(keys);
        for (int i = 0; i < targets; i++) {
            configs.provider("t" + i, "http://127.0.0.1:1/v1");
        }
        return configs;
    }

    private static Retry retry(long base, long max) {
        return new Retry(List.of(Retry.On.values()), base, max, 100, 100);
    }

    private static Failure failure(Kind kind, int retryAfterSeconds) {
        return new Failure(kind, "x", 500, retryAfterSeconds);
    }

    /** Whatever fails and how: no call too many, none before its time, none where it is of no use, and no pause too long. */
    @Test
    void every_way_through_failures_keeps_the_rules() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(8);
            String[] keys = random.nextBoolean() ? new String[] {"k1"} : new String[] {"k1", "k2", "k3"};
            AttemptPlan plan = plan(configs(1 + random.nextInt(4), keys)
                    .maxAttempts(most)
                    .retry(random.nextInt(4) == 0 ? null : retry(1 + random.nextInt(200), 2_000)));
            walk(new Course(plan, null, () -> 0), plan, random, "seed " + seed);
        }
    }

    private void walk(Course course, AttemptPlan plan, Random random, String seed) {
        long started = now;
        Map<RouteTarget, Long> notBefore = new HashMap<>();
        Set<RouteTarget> never = new HashSet<>();
        Set<Integer> triedKeys = new HashSet<>();
        int attempts = 0;
        boolean going = course.advance(attempts, now);
        while (true) {
            if (!going) {
                long pause = course.restart(attempts, started, now);
                if (pause == 0) {
                    break;
                }
                now += TimeUnit.MILLISECONDS.toNanos(pause);
                assertThat(now - started).as(seed).isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(TOTAL_MILLIS + 1));
                triedKeys.clear();
                going = course.advance(attempts, now);
                continue;
            }
            RouteTarget target = course.target();
            assertThat(never).as(seed).doesNotContain(target);
            assertThat(now - notBefore.getOrDefault(target, now)).as(seed).isNotNegative();
            assertThat(triedKeys.add(course.key().place()))
                    .as(seed + ": a fresh key")
                    .isTrue();
            attempts++;
            now += random.nextInt(100_000_000);
            Failure failure = failure(Kind.values()[random.nextInt(Kind.values().length)], random.nextInt(3));
            course.keyRefused(failure, now);
            if (course.again(false, failure, attempts, now) == null) {
                boolean pauses = plan.retries().backoff() != null;
                if (pauses && Retries.classOf(failure.kind()) != null) {
                    notBefore.put(target, now + TimeUnit.SECONDS.toNanos(failure.retryAfterSeconds()));
                } else {
                    never.add(target);
                }
                course.left(failure, now);
                triedKeys.clear();
                going = course.advance(attempts, now);
            }
        }
        assertThat(attempts).as(seed).isBetween(1, plan.maxAttempts());
    }

    @Test
    void a_pause_lasts_until_the_first_that_wants_to_be_asked_again_may_be() {
        AttemptPlan plan = plan(configs(2, "k").retry(retry(100, 100)).maxAttempts(4));
        Course course = new Course(plan, null, () -> 0);
        course.advance(0, now);
        course.left(failure(Kind.RATE_LIMITED, 5), now);
        course.advance(1, now);
        course.left(failure(Kind.OVERLOADED, 3), now);
        assertThat(course.advance(2, now)).isFalse();

        assertThat(course.restart(2, now, now)).isEqualTo(3_000);

        now += TimeUnit.SECONDS.toNanos(3);
        assertThat(course.advance(2, now)).isTrue();
        assertThat(course.target().config().name()).isEqualTo("t1");
    }

    @Test
    void a_pause_lasts_until_an_open_breaker_lets_probes_through() {
        AttemptPlan plan = plan(new Configs()
                .timeouts(1, 1, 1, TOTAL_MILLIS)
                .resilience(new Resilience.Breaker(50, 100, 60_000, 1, 1, 4_000, 1), null, null)
                .provider("t0", "http://127.0.0.1:1/v1")
                .retry(retry(100, 100))
                .maxAttempts(3));
        Course course = new Course(plan, null, () -> 0);
        course.advance(0, now);
        Lease.tryTake(course.target().state(), course.endpoint(), now).giveBack(Lease.Result.FAILED, now, 0);
        course.left(failure(Kind.SERVER_ERROR, 0), now);
        assertThat(course.advance(1, now)).isFalse();

        assertThat(course.restart(1, now, now)).isEqualTo(4_000);
        assertThat(course.restart(1, now - TimeUnit.SECONDS.toNanos(7), now))
                .as("beyond the deadline")
                .isZero();
    }

    @Test
    void where_nothing_failed_there_is_nothing_to_come_again_for() {
        AttemptPlan plan = plan(configs(1, "k").retry(retry(100, 100)).maxAttempts(4));
        Course course = new Course(plan, null, () -> 0);
        course.advance(0, now);
        course.left(failure(Kind.UNAUTHORIZED, 0), now);
        assertThat(course.advance(1, now)).isFalse();
        assertThat(course.restart(1, now, now)).isZero();
    }
}
