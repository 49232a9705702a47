package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.cut;
import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.silence;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Resilience;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Breakers and places, as clients and upstreams see them. */
class BreakerTest {
    private static final Resilience.Breaker QUICK = new Resilience.Breaker(50, 100, 60_000, 10, 4, 300, 2);
    private static final Resilience.Breaker LASTING = new Resilience.Breaker(50, 100, 60_000, 10, 4, 3_600_000, 2);
    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream first;
    private FakeUpstream second;
    private String id;

    @BeforeAll
    static void startRouter() {
        vertx = Vertx.vertx();
        router = new TestRouter();
    }

    @AfterAll
    static void stopRouter() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @BeforeEach
    void startUpstreams() {
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
        id = Integer.toString(System.identityHashCode(first));
    }

    @AfterEach
    void stopUpstreams() {
        first.close();
        second.close();
    }

    private Configs both(Resilience.Breaker breaker) {
        return only(breaker).resilience(null, null, null).provider("second-" + id, second.url());
    }

    private Configs only(Resilience.Breaker breaker) {
        return new Configs()
                .timeouts(2_000, 2_000, 2_000, 5_000)
                .resilience(breaker, null, null)
                .provider("first-" + id, first.url());
    }

    private void post(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            router.post(TestRouter.PLAIN);
        }
    }

    private double state() throws Exception {
        String gauge =
                "cortex_llm_breaker_state{model=\"first-" + id + "-model\",upstream=\"provider/ns/first-" + id + "\"} ";
        return router.admin("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(gauge))
                .mapToDouble(line -> Double.parseDouble(line.substring(gauge.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_dead_target_is_out_after_its_threshold_and_probed_back_in() throws Exception {
        first.then(status(500, "{}"));
        router.serve(both(QUICK));

        post(4);
        assertThat(state()).isEqualTo(2);
        int atThreshold = first.seen().size();
        assertThat(atThreshold).isEqualTo(4);

        first.now(plain());
        await().untilAsserted(() -> {
            router.post(TestRouter.PLAIN);
            assertThat(state()).isZero();
        });
        int probed = first.seen().size();
        post(3);
        assertThat(first.seen()).hasSize(probed + 3);
    }

    @Test
    void while_it_is_open_nothing_gets_through_and_the_next_target_answers() throws Exception {
        first.then(status(500, "{}"));
        router.serve(both(LASTING));

        post(24);

        assertThat(first.seen()).hasSize(4);
        assertThat(second.seen()).hasSize(24);
    }

    @Test
    void without_another_target_the_client_is_told_at_once() throws Exception {
        first.then(status(500, "{}"));
        router.serve(only(LASTING));
        post(4);

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("left alone because they failed");
        assertThat(first.seen()).hasSize(4);
    }

    @Test
    void it_stays_open_beyond_a_reload_with_other_settings() throws Exception {
        first.then(status(500, "{}"));
        router.serve(both(LASTING));
        post(4);

        router.serve(both(new Resilience.Breaker(90, 100, 60_000, 20, 20, 3_600_000, 1)));
        post(4);
        assertThat(first.seen()).hasSize(4);

        router.serve(both(null));
        post(1);
        assertThat(first.seen()).as("without a breaker").hasSize(5);
    }

    @Test
    void clients_that_leave_take_no_probe_with_them() throws Exception {
        first.then(status(500, "{}"));
        router.serve(both(QUICK));
        post(4);

        first.now(silence());
        for (int left = 0; left < 5; ) {
            int before = first.seen().size();
            int others = second.seen().size();
            Socket client = RawClient.open(router.port(), TestRouter.PLAIN);
            await().until(() -> first.seen().size() > before || second.seen().size() > others);
            left += first.seen().size() > before ? 1 : 0;
            client.close();
            router.awaitIdle();
        }

        first.now(plain());
        await().untilAsserted(() -> {
            router.post(TestRouter.PLAIN);
            assertThat(state()).isZero();
        });
    }

    @Test
    void a_stream_counts_when_it_has_ended() throws Exception {
        first.then(cut(role(), content("a")));
        router.serve(both(LASTING));
        for (int i = 0; i < 4; i++) {
            RawClient.post(router.port(), TestRouter.STREAM);
        }
        assertThat(state()).as("each broke off after its content").isEqualTo(2);
    }

    @Test
    void a_target_without_a_free_place_is_passed_by() throws Exception {
        first.then(silence());
        router.serve(new Configs()
                .timeouts(2_000, 20_000, 2_000, 20_000)
                .resilience(null, null, 2)
                .provider("first-" + id, first.url())
                .resilience(null, null, null)
                .provider("second-" + id, second.url()));
        Socket one = RawClient.open(router.port(), TestRouter.PLAIN);
        Socket two = RawClient.open(router.port(), TestRouter.PLAIN);
        await().until(() -> first.seen().size() == 2);

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.headers().firstValue("x-cortex-provider")).hasValue("second-" + id);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("1");
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_bulkhead_full_total{upstream=\"provider/ns/first-" + id + "\"} 1.0");
        one.close();
        two.close();
        router.awaitIdle();
        first.now(plain());
        assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                .hasValue("first-" + id);
    }
}
