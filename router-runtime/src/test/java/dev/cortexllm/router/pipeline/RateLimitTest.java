package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rate limits as clients meet them. */
class RateLimitTest {
    private Vertx vertx;
    private FakeUpstream first;
    private FakeUpstream second;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void a_policy_that_is_used_up_is_429_with_what_clients_look_for() throws Exception {
        router.serve(new Configs().policyLimits(Limits.requests("calm", 2)).provider("a", first.url()));

        HttpResponse<String> ok = router.post(TestRouter.PLAIN);
        assertThat(ok.statusCode()).isEqualTo(200);
        assertThat(header(ok, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(ok, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(ok, "x-ratelimit-limit-tokens")).isEmpty();
        router.post(TestRouter.STREAM);
        HttpResponse<String> refused = router.post(TestRouter.PLAIN);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains(
                        "Rate limit 'calm' of policy chat allows 2 requests per minute and has no room now; try again in")
                .contains("\"type\":\"rate_limit_error\"")
                .contains("\"code\":\"rate_limit_exceeded\"");
        assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 61);
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(refused, "x-ratelimit-reset-requests")).matches("(1m)?[0-9.]+s");
        assertThat(first.seen()).hasSize(2);
    }

    @Test
    void anthropic_clients_get_their_own_headers() throws Exception {
        router.serve(new Configs().gatewayLimits(Limits.requests("all", 1)).provider("a", first.url()));

        HttpResponse<String> ok = router.post(Api.ANTHROPIC, false);
        HttpResponse<String> refused = router.post(Api.ANTHROPIC, true);

        assertThat(header(ok, "anthropic-ratelimit-requests-remaining")).isEqualTo("0");
        assertThat(header(ok, "x-ratelimit-limit-requests")).isEmpty();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"");
        assertThat(header(refused, "anthropic-ratelimit-requests-limit")).isEqualTo("1");
        assertThat(header(refused, "anthropic-ratelimit-requests-reset")).matches("20[0-9-]+T[0-9:]+Z");
    }

    @Test
    void a_provider_that_is_used_up_hands_on_to_the_next_target() throws Exception {
        router.serve(new Configs()
                .providerLimits(Limits.requests("mine", 2))
                .provider("a", first.url())
                .providerLimits()
                .provider("b", second.url()));

        List<String> providers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = router.post(TestRouter.PLAIN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-cortex-attempts")).isEqualTo("1");
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEmpty();
            providers.add(header(answer, "x-cortex-provider"));
        }

        assertThat(providers).containsExactly("a", "a", "b", "b", "b");
    }

    @Test
    void when_every_provider_is_used_up_the_client_is_told_and_the_policy_has_lost_nothing() throws Exception {
        router.serve(new Configs()
                .policyLimits(Limits.requests("policy", 10))
                .providerLimits(Limits.requests("mine", 1))
                .provider("a", first.url()));

        router.post(TestRouter.PLAIN);
        HttpResponse<String> refused = router.post(TestRouter.PLAIN);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Rate limit 'mine'");
        assertThat(header(refused, "retry-after")).isNotEmpty();
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("9");
    }

    @Test
    void many_at_once_are_admitted_exactly() throws Exception {
        router.serve(new Configs().policyLimits(Limits.requests("calm", 50)).provider("a", first.url()));

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(router.postLater(TestRouter.PLAIN));
        }
        int ok = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            ok += answer.get().statusCode() == 200 ? 1 : 0;
        }

        assertThat(ok).isEqualTo(50);
        assertThat(first.seen()).hasSize(50);
    }

    @Test
    void a_slot_is_free_again_however_the_request_ended() throws Exception {
        router.serve(new Configs()
                .policyLimits(Limits.slots("one", 1))
                .providerLimits(Limits.slots("mine", 1))
                .provider("a", first.url()));
        first.now(
                FakeUpstream.plain(),
                FakeUpstream.status(400, "{\"error\":{\"message\":\"no\"}}"),
                FakeUpstream.plain());

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(400);
        first.now(FakeUpstream.status(500, "broken"), FakeUpstream.plain());
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(502);
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void a_slot_is_free_again_when_the_client_left() throws Exception {
        router.serve(new Configs().policyLimits(Limits.slots("one", 1)).provider("a", first.url()));
        CountDownLatch arrived = new CountDownLatch(1);
        first.now(request -> arrived.countDown(), FakeUpstream.plain());

        try (Socket leaving = new Socket("127.0.0.1", router.port())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: t\r\ncontent-length: "
                    + TestRouter.PLAIN.length() + "\r\n\r\n";
            leaving.getOutputStream().write((head + TestRouter.PLAIN).getBytes(StandardCharsets.US_ASCII));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(429);
        }
        assertThat(first.sawClose())
                .as("the upstream's connection is given up with the slot")
                .isTrue();

        await().untilAsserted(() ->
                assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200));
    }

    @Test
    void tokens_are_settled_at_what_the_provider_counted() throws Exception {
        router.serve(new Configs().policyLimits(Limits.tokens("small", 100)).provider("a", first.url()));
        String asking =
                "{\"model\":\"assistant\",\"max_tokens\":60,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        // Each asks for more than 60 and uses 5: what is not used comes back.
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = router.post(asking);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit-tokens")).isEqualTo("100");
        }
        HttpResponse<String> huge = router.post(asking.replace(":60", ":100"));
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(huge.body()).contains("this request alone asks for 1");
        assertThat(huge.headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void of_a_stream_that_broke_off_what_was_asked_for_stays_counted() throws Exception {
        router.serve(new Configs().policyLimits(Limits.tokens("small", 100)).provider("a", first.url()));
        first.now(FakeUpstream.cut(FakeUpstream.role(), FakeUpstream.content("hi")), FakeUpstream.plain());
        String asking =
                "{\"model\":\"assistant\",\"max_tokens\":60,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        RawClient.chunkedBody(
                router.port(), "/v1/chat/completions", asking.replace("{\"model", "{\"stream\":true,\"model"));

        assertThat(router.post(asking).statusCode()).isEqualTo(429);
    }

    @Test
    void a_shadow_only_counts() throws Exception {
        Limit shadow = Limits.shadow(Limits.requests("watched", 1));
        router.serve(new Configs().policyLimits(shadow).provider("a", first.url()));

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = router.post(TestRouter.PLAIN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEmpty();
        }

        assertThat(router.admin("/metrics").body())
                .contains(
                        "cortex_llm_limit_admitted_total{limit=\"watched\",owner=\"policy chat\",shadow=\"true\"} 1.0")
                .contains(
                        "cortex_llm_limit_refused_total{limit=\"watched\",owner=\"policy chat\",shadow=\"true\"} 2.0");
    }

    @Test
    void thresholds_are_counted_when_they_are_crossed() throws Exception {
        Limit calm = Limits.requests("calm", 4);
        Limit told = new Limit(
                calm.key(), "calm", "policy chat", calm.measure(), 4, Limits.MINUTE, 0, false, List.of(50, 100));
        router.serve(new Configs().policyLimits(told).provider("a", first.url()));

        for (int i = 0; i < 3; i++) {
            router.post(TestRouter.PLAIN);
        }

        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_limit_crossed_total{limit=\"calm\",owner=\"policy chat\",percent=\"50\","
                        + "shadow=\"false\"} 1.0")
                .contains("percent=\"100\",shadow=\"false\"} 0.0");
    }

    @Test
    void a_new_configuration_counts_on() throws Exception {
        router.serve(new Configs().policyLimits(Limits.requests("calm", 2)).provider("a", first.url()));
        router.post(TestRouter.PLAIN);
        router.post(TestRouter.PLAIN);

        router.serve(new Configs()
                .policyLimits(Limits.requests("calm", 3))
                .maxAttempts(2)
                .provider("a", first.url()));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(429);
    }

    @Test
    void routers_on_one_redis_share_their_limits_and_go_on_without_it() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                TestRouter other = new TestRouter()) {
            Configs shared = new Configs()
                    .redis(redis.url(), null, 1_000)
                    .policyLimits(Limits.requests("calm", 60))
                    .provider("a", first.url());
            router.serve(shared);
            other.serve(shared);

            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add((i % 2 == 0 ? router : other).postLater(TestRouter.PLAIN));
            }
            int ok = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                ok += answer.get().statusCode() == 200 ? 1 : 0;
            }
            assertThat(ok).isEqualTo(60);

            redis.kill();
            assertThat(other.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
            assertThat(other.admin("/metrics").body()).contains("cortex_llm_limit_store_fallbacks_total 1.0");
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
