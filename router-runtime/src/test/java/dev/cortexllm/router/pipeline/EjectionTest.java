package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Resilience;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One endpoint of a deployment that fails among others. */
class EjectionTest {
    private static final long HOUR = 3_600_000;
    private Vertx vertx;
    private TestRouter router;
    private FakeUpstream good;
    private FakeUpstream bad;
    private int conversation;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        router = new TestRouter(1);
        good = new FakeUpstream(vertx);
        bad = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    private void serve(Resilience.Ejection ejection) throws Exception {
        router.serve(new Configs()
                .maxAttempts(1)
                .resilience(null, ejection, null)
                .deployment("pods", 4, good.url(), bad.url()));
    }

    /** Each another conversation, so that they go to both. */
    private void post(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            router.post(TestRouter.PLAIN.replace("hi", "hi " + conversation++));
        }
    }

    /** Requests of clients; an engine is asked for its metrics too. */
    private static long asked(FakeUpstream engine) {
        return engine.seen().stream()
                .filter(seen -> seen.path().endsWith("/chat/completions"))
                .count();
    }

    private boolean ejected(int endpoints) throws Exception {
        return router.admin("/metrics")
                .body()
                .contains("cortex_llm_endpoints_ejected{upstream=\"deployment/ns/pods\"} " + endpoints + ".0");
    }

    @Test
    void one_that_fails_in_a_row_is_out_and_comes_back() throws Exception {
        bad.then(status(500, "{}"));
        serve(new Resilience.Ejection(4, 300, 300, 50));

        await().until(() -> {
            post(1);
            return ejected(1);
        });
        assertThat(asked(bad)).isEqualTo(4);

        bad.now(plain());
        await().until(() -> {
            post(1);
            return asked(bad) > 4;
        });
        assertThat(ejected(0)).isTrue();
    }

    @Test
    void no_more_of_them_are_out_than_may_be() throws Exception {
        good.then(status(500, "{}"));
        bad.then(status(500, "{}"));
        serve(new Resilience.Ejection(2, HOUR, HOUR, 50));

        post(20);

        assertThat(ejected(1)).isTrue();
        assertThat(asked(good) + asked(bad)).isEqualTo(20);
        assertThat(Math.max(asked(good), asked(bad))).isEqualTo(18);
    }

    @Test
    void where_nothing_is_configured_the_third_failure_in_a_row_is_enough() throws Exception {
        bad.then(status(500, "{}"));
        serve(null);

        await().until(() -> {
            post(1);
            return ejected(1);
        });
        assertThat(asked(bad)).isEqualTo(3);
    }
}
