package dev.cortexllm.sandbox.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Four router processes on one Redis process and 2,000 concurrent requests: how many a rate limit admits. A class of its own,
 * as it mostly waits for a window to pass, beside which {@link AccountingIT} can run. {@code -Daccounting.seed=N} draws the
 * same requests again.
 */
class RateLimitsIT {
    private static final int REQUESTS = 2_000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PER_TOKEN = "150ms";

    private final long seed = Long.getLong("accounting.seed", System.nanoTime());
    private String name;

    @BeforeEach
    void tellTheSeed(TestInfo info) {
        name = info.getTestMethod().orElseThrow().getName();
        System.out.println("[accounting] " + name + ": -Daccounting.seed=" + seed);
    }

    @Test
    void a_rate_limit_admits_exactly_its_amount_over_all_routers() throws Exception {
        int limit = 500;
        Rules rules = new Rules("rateLimits: [{name: all, requestsPerHour: %d}]".formatted(limit), "").patient();
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, rules);
                Crowd crowd = new Crowd(fleet.routers())) {
            List<Told> told = Crowd.all(crowd.send(mix("limit").draw(REQUESTS, 0)));

            assertThat(whole(told)).as("requests admitted").isEqualTo(limit);
            assertThat(told)
                    .filteredOn(one -> one.ending() == Ending.REFUSED)
                    .hasSize(REQUESTS - limit)
                    .allMatch(one -> one.status() == 429, "429");
            assertThat(fleet.providers().bill()).as("requests at the providers").hasSize(limit);
        }
    }

    @Test
    void a_rate_limit_is_exact_again_one_window_after_redis_is_back() throws Exception {
        int limit = 200;
        Rules rules = new Rules("rateLimits: [{name: all, requestsPerMinute: %d}]".formatted(limit), "").patient();
        try (Fleet fleet = Fleet.start(name, PER_TOKEN, rules);
                Crowd crowd = new Crowd(fleet.routers())) {
            fleet.redis().kill();
            List<Told> away = Crowd.all(crowd.send(mix("away").draw(REQUESTS / 2, 0)));
            assertThat(away)
                    .as("statuses while Redis is away")
                    .allMatch(one -> one.status() == 200 || one.status() == 429);
            fleet.redis().start();
            awaitConnected(fleet);
            // A window and its last slice.
            Duration window = Duration.ofSeconds(62);
            long back = System.nanoTime();
            await().atMost(window.plus(SOON)).until(() -> System.nanoTime() - back > window.toNanos());

            List<Told> told = Crowd.all(crowd.send(mix("after").draw(REQUESTS, 0)));
            assertThat(whole(told))
                    .as("requests admitted one window after Redis is back")
                    .isEqualTo(limit);
        }
    }

    private static void awaitConnected(Fleet fleet) {
        await("all routers have their connections to Redis").atMost(SOON).until(() -> fleet.routers()
                .allConnected());
    }

    private AskMix mix(String prefix) {
        return new AskMix(seed + prefix.hashCode(), prefix, Rules.MODELS);
    }

    private static long whole(List<Told> told) {
        return told.stream().filter(one -> one.ending() == Ending.WHOLE).count();
    }
}
