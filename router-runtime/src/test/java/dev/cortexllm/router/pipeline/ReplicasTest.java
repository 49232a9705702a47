package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.BalancingStrategy;
import dev.cortexllm.config.Balancing;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of a deployment's replicas a client's request reaches. */
class ReplicasTest {
    private static final int REPLICAS = 4;
    private static final Balancing BY_LOAD = new Balancing(BalancingStrategy.LEAST_LOAD, List.of(), 125, 4096);

    private Vertx vertx;
    private TestRouter router;
    private List<FakeUpstream> replicas;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        router = new TestRouter(2);
        replicas = IntStream.range(0, REPLICAS)
                .mapToObj(i -> new FakeUpstream(vertx))
                .toList();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    private void serve(Balancing balancing) throws Exception {
        router.serve(new Configs()
                .balancing(balancing)
                .deployment("pods", 4, replicas.stream().map(FakeUpstream::url).toArray(String[]::new)));
    }

    /** Requests of clients by replica. */
    private long[] got() {
        return replicas.stream()
                .mapToLong(replica -> replica.seen().stream()
                        .filter(seen -> seen.path().endsWith("/chat/completions"))
                        .count())
                .toArray();
    }

    private long reached() {
        return IntStream.range(0, replicas.size()).filter(i -> got()[i] > 0).count();
    }

    private static String turns(String first, int more) {
        StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":\"" + first + "\"}");
        for (int i = 0; i < more; i++) {
            messages.append(",{\"role\":\"assistant\",\"content\":\"a" + i + "\"},{\"role\":\"user\",\"content\":\"u"
                    + i + "\"}");
        }
        return "{\"model\":\"assistant\",\"messages\":[{\"role\":\"system\",\"content\":\"You help.\"}," + messages
                + "]}";
    }

    private boolean told(String by, int picks) throws Exception {
        return router.admin("/metrics")
                .body()
                .contains("cortex_llm_endpoint_picks_total{by=\"" + by + "\",upstream=\"deployment/ns/pods\"} " + picks
                        + ".0");
    }

    @Test
    void a_conversation_keeps_to_a_replica_and_conversations_are_spread() throws Exception {
        serve(null);
        for (int turn = 0; turn < 12; turn++) {
            assertThat(router.post(turns("one", turn)).statusCode()).isEqualTo(200);
        }
        assertThat(reached()).isEqualTo(1);
        assertThat(told("affinity", 12)).isTrue();

        for (int i = 0; i < 60; i++) {
            router.post(turns("another " + i, 0));
        }
        assertThat(reached()).isEqualTo(REPLICAS);
    }

    @Test
    void it_keeps_to_it_over_a_reload() throws Exception {
        serve(null);
        router.post(turns("one", 0));
        serve(new Balancing(BalancingStrategy.PREFIX_AFFINITY, List.of(), 300, 4096));
        for (int turn = 1; turn < 8; turn++) {
            router.post(turns("one", turn));
        }
        assertThat(reached()).isEqualTo(1);
    }

    @Test
    void a_session_keeps_to_a_replica_whatever_it_says() throws Exception {
        serve(null);
        for (int i = 0; i < 12; i++) {
            router.post(turns("beginning " + i, 0), "x-claude-code-session-id", "7d1f");
        }
        assertThat(reached()).isEqualTo(1);

        serve(new Balancing(BalancingStrategy.LEAST_LOAD, List.of("x-mine"), 125, 4096));
        long[] before = got();
        for (int i = 0; i < 12; i++) {
            router.post(turns("beginning " + i, 0), "X-Mine", "42");
        }
        long[] after = got();
        assertThat(IntStream.range(0, replicas.size())
                        .filter(i -> after[i] > before[i])
                        .count())
                .isEqualTo(1);
    }

    @Test
    void by_load_alone_the_same_conversation_goes_everywhere() throws Exception {
        serve(BY_LOAD);
        for (int i = 0; i < 60; i++) {
            router.post(turns("one", 0), "x-session-id", "1");
        }
        assertThat(reached()).isEqualTo(REPLICAS);
        assertThat(told("load", 60)).isTrue();
    }

    @Test
    void a_replica_that_works_on_its_share_gets_no_more_of_what_belongs_to_it() throws Exception {
        serve(null);
        router.post(turns("one", 0));
        int home = IntStream.range(0, replicas.size())
                .filter(i -> got()[i] > 0)
                .findFirst()
                .orElseThrow();
        replicas.forEach(replica -> replica.now(FakeUpstream.silence()));
        for (int i = 0; i < 8; i++) {
            router.postLater(turns("one", i));
            int sent = i + 2;
            await().until(() -> LongStream.of(got()).sum() == sent);
        }
        long[] got = got();
        assertThat(reached()).isGreaterThan(1);
        assertThat(got[home])
                .as("of 8 at most 1.25 times the mean, and the first")
                .isBetween(2L, 4L);
        assertThat(router.admin("/metrics").body())
                .containsPattern("endpoint_picks_total\\{by=\"moved\"[^}]*\\} [1-9]");
    }

    @Test
    void one_that_cannot_be_reached_is_passed_by_within_the_request() throws Exception {
        serve(null);
        router.post(turns("one", 0));
        int home = IntStream.range(0, replicas.size())
                .filter(i -> got()[i] > 0)
                .findFirst()
                .orElseThrow();
        replicas.get(home).now(FakeUpstream.hangUp());
        replicas.get(home).close();
        assertThat(router.post(turns("one", 1)).statusCode()).isEqualTo(200);
        assertThat(reached()).isEqualTo(2);
    }

    /** Answers requests for a path in one way, and all others in the usual one. */
    private static Handler<HttpServerRequest> at(String path, Handler<HttpServerRequest> answer) {
        return request -> (request.path().equals(path)
                        ? answer
                        : request.path().endsWith("/chat/completions")
                                ? FakeUpstream.plain()
                                : FakeUpstream.status(404, "404 page not found"))
                .handle(request);
    }

    private static Handler<HttpServerRequest> says(String page) {
        return request -> request.response().end(page);
    }

    /** Posts until only one replica gets what comes: its engine was read by then. */
    private void awaitOnly(int replica) {
        await().until(() -> {
            long[] before = got();
            for (int i = 0; i < 16; i++) {
                router.post(turns("one", 0));
            }
            return got()[replica] - before[replica] == 16;
        });
    }

    @Test
    void what_engines_of_any_make_tell_of_others_keeps_requests_away() throws Exception {
        replicas.get(0).then(at("/metrics", says("vllm:num_requests_running 3\nvllm:num_requests_waiting 1\n")));
        replicas.get(1).then(at("/metrics", says("sglang:num_running_reqs 3\nsglang:num_queue_reqs 0\n")));
        replicas.get(2).then(at("/metrics", says("llamacpp:requests_processing 1\nllamacpp:requests_deferred 2\n")));
        replicas.get(3).then(at("/metrics", says("vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n")));
        serve(BY_LOAD);
        await().until(() -> {
            long[] before = got();
            for (int i = 0; i < 40; i++) {
                router.post(turns("one", 0));
            }
            long[] after = got();
            return after[3] - before[3] >= 10 && after[0] - before[0] == 0;
        });
    }

    @Test
    void an_ollama_that_has_the_model_in_memory_goes_before_those_that_have_not() throws Exception {
        for (FakeUpstream replica : replicas) {
            replica.then(at("/api/ps", says("{\"models\":[{\"name\":\"other:7b\",\"model\":\"other:7b\"}]}")));
        }
        replicas = replicas.subList(0, 2);
        replicas.get(1).now(at("/api/ps", says("{\"models\":[{\"name\":\"pods-model:latest\",\"size_vram\":5}]}")));
        serve(BY_LOAD);
        awaitOnly(1);

        replicas.get(0).now(at("/api/ps", says("{\"models\":[{\"name\":\"pods-model\"}]}")));
        await().until(() -> {
            long before = got()[0];
            router.post(turns("one", 0));
            return got()[0] > before;
        });
        assertThat(replicas.get(0).seen().stream()
                        .filter(seen -> seen.path().equals("/metrics"))
                        .count())
                .as("once known, it is not asked for metrics any more")
                .isLessThan(3);
    }
}
