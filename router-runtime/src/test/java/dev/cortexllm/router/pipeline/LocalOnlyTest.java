package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Retry;
import dev.cortexllm.router.budget.Budgets;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must stay local never leaves, through a whole router whose self-hosted models fail in every way while the clouds are well:
 * with retries, failover, budgets that put the cheapest first, chains, whatever callers prefer, and configurations that change
 * while requests are on their way.
 */
class LocalOnlyTest {
    private static final int ROUNDS = 8;
    private static final int REQUESTS = 24;
    /** In the prompt of what must stay; upstreams are looked through for it. */
    private static final String STAYS = "stays-at-home";

    private static final List<String> NAMES = List.of("local", "box", "cellar", "near", "far", "borrowed", "far-model");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeUpstream box;
    private FakeUpstream cellar;
    private FakeUpstream near;
    private FakeUpstream far;
    private TestRouter router;

    @BeforeEach
    void start() {
        box = new FakeUpstream(vertx);
        cellar = new FakeUpstream(vertx);
        near = new FakeUpstream(vertx);
        far = new FakeUpstream(vertx);
        near.then(FakeUpstream.status(200, Fixtures.answer(WireFormat.ANTHROPIC)));
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    /** Self-hosted are a deployment and one model of the cellar's Ollama; its other two are run in Ollama's cloud. */
    private Configs configs(Random random, boolean everythingStays) {
        Configs configs = new Configs()
                .timeouts(1_000, 400, 400, 5_000)
                .strategy(Strategy.values()[random.nextInt(Strategy.values().length)])
                .maxAttempts(1 + random.nextInt(8))
                .choosing(choosing(random, everythingStays))
                .rule(new Policy.Rule(
                                "private",
                                List.of(),
                                List.of(),
                                List.of(new Policy.Header("x-private", null)),
                                random.nextBoolean() ? List.of() : List.of(5, 1, 0),
                                Strategy.values()[random.nextInt(Strategy.values().length)],
                                random.nextInt(2),
                                false)
                        .with(choosing(random, true)));
        if (random.nextBoolean()) {
            configs.retry(new Retry(List.of(Retry.On.values()), 1, 5, 1000, 1000));
        }
        if (random.nextBoolean()) {
            configs.gatewayBudgets(
                    Budgets.of("spent", Window.DAY, 1_000_000_000, new Threshold(1, Action.FALLBACK, null)));
        }
        if (random.nextBoolean()) {
            configs.resilience(new Resilience.Breaker(50, 100, 10_000, 4, 2, 20, 1), null, null);
        }
        configs.deployment("box", 2, box.url());
        configs.model(random.nextBoolean() ? null : Configs.PRICE, null);
        configs.selfHosted(true).passThrough().provider("cellar", cellar.url());
        configs.model(new Policy.Price(0, 0), null);
        configs.anotherModel("borrowed", "llama:120b-cloud").anotherModel("handed-on", "glm:Cloud");
        configs.selfHosted(false)
                .provider("near", near.url(WireFormat.ANTHROPIC), WireFormat.ANTHROPIC)
                .model(Configs.PRICE, null);
        return configs.provider("far", far.url());
    }

    private static Policy.Choosing choosing(Random random, boolean localOnly) {
        FallbackChain[] chains = FallbackChain.values();
        FallbackChain chain = random.nextBoolean() ? null : chains[random.nextInt(chains.length)];
        return new Policy.Choosing(localOnly, null, null, chain, null, null, null);
    }

    private Handler<HttpServerRequest> trouble(Random random) {
        return switch (random.nextInt(7)) {
            case 5 -> FakeUpstream.status(307, "", "location", far.url() + "/chat/completions");
            case 0 -> FakeUpstream.status(500, "{\"error\":{\"message\":\"broken\"}}");
            case 1 -> FakeUpstream.status(429, "{\"error\":{\"message\":\"busy\"}}");
            case 2 -> FakeUpstream.status(503, "{\"error\":{\"message\":\"away\"}}");
            case 3 -> FakeUpstream.hangUp();
            case 4 -> FakeUpstream.truncatedPlain();
            default -> FakeUpstream.plain();
        };
    }

    private CompletableFuture<HttpResponse<String>> send(Random random, boolean asksToStay, boolean stays, int number) {
        List<String> headers = new ArrayList<>(List.of("content-type", "application/json"));
        if (asksToStay) {
            headers.addAll(
                    random.nextBoolean() ? List.of("x-cortex-local-only", "true") : List.of("x-private", "anything"));
        }
        if (random.nextInt(3) == 0) {
            headers.addAll(List.of("x-cortex-prefer", NAMES.get(random.nextInt(NAMES.size())) + ",far"));
        }
        if (random.nextInt(6) == 0) {
            headers.addAll(List.of("x-cortex-provider", NAMES.get(1 + random.nextInt(4))));
        }
        if (random.nextInt(6) == 0) {
            headers.addAll(List.of("x-cortex-no-fallback", "true"));
        }
        if (random.nextInt(6) == 0) {
            headers.addAll(List.of("x-cortex-max-latency-ms", Integer.toString(1 + random.nextInt(3000))));
        }
        String path = List.of(
                        "/v1/chat/completions", "/v1/chat/completions", "/v1/messages", "/v1/messages/count_tokens")
                .get(random.nextInt(4));
        String body = "{\"model\":\"assistant\",\"max_tokens\":10,\"stream\":" + (random.nextInt(4) == 0)
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + (stays ? STAYS : "travels") + " " + number
                + "\"}]}";
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                        .headers(headers.toArray(String[]::new))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** @param everythingStays by the policy; otherwise some ask for it by header, and some have a rule that does */
    private void rush(long seed, boolean everythingStays) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            router.serve(configs(random, everythingStays));
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                box.now(trouble(random), trouble(random));
                cellar.now(trouble(random), trouble(random));
                boolean asks = random.nextInt(3) > 0;
                answers.add(send(random, asks, asks || everythingStays, i));
                if (i == REQUESTS / 2) {
                    router.serve(configs(random, everythingStays));
                }
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> got = answer.get(30, TimeUnit.SECONDS);
                assertThat(got.statusCode() != 400 || got.body().contains("must not leave the cluster"))
                        .as(got.body())
                        .isTrue();
            }
        }
        router.awaitIdle();
    }

    private static List<String> staying(FakeUpstream upstream) {
        return upstream.seen().stream()
                .map(FakeUpstream.Seen::body)
                .filter(body -> body.contains(STAYS))
                .toList();
    }

    private void nothingLeft(long seed) {
        assertThat(staying(near)).as("seed %d", seed).isEmpty();
        assertThat(staying(far)).as("seed %d", seed).isEmpty();
        assertThat(staying(cellar)).as("seed %d", seed).noneMatch(body -> body.toLowerCase()
                .contains("cloud\""));
        assertThat(staying(box).size() + staying(cellar).size()).isGreaterThan(REQUESTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void requests_that_must_stay_never_leave(long seed) throws Exception {
        rush(seed, false);

        nothingLeft(seed);
        assertThat(near.seen().size() + far.seen().size()).as("others travel").isGreaterThan(REQUESTS);
        router.serve(new Configs().provider("near", near.url(WireFormat.ANTHROPIC), WireFormat.ANTHROPIC));
        router.postTo("/v1/messages/count_tokens", "{\"model\":\"assistant\",\"messages\":[]}");
        assertThat(near.seen()).as("counts travel").anyMatch(seen -> seen.path().endsWith("/count_tokens"));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void requests_of_a_private_policy_never_leave(long seed) throws Exception {
        rush(seed, true);

        nothingLeft(seed);
        assertThat(near.seen()).isEmpty();
        assertThat(far.seen()).isEmpty();
    }

    @Test
    void paths_that_pass_through_unread_are_not_for_them() throws Exception {
        router.serve(configs(new Random(6), false));
        cellar.now(FakeUpstream.plain());

        HttpResponse<String> refused =
                router.postTo("/v1/audio/speech", STAYS, "x-cortex-provider", "cellar", "x-cortex-local-only", "true");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("Header x-cortex-local-only is for requests that a policy routes, not for /v1/audio/speech.");
        assertThat(cellar.seen()).isEmpty();
        assertThat(router.postTo("/v1/audio/speech", "travels", "x-cortex-provider", "cellar")
                        .statusCode())
                .isEqualTo(200);
    }
}
