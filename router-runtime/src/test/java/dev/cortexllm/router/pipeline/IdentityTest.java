package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Limit;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask for what, and whose limits count. */
class IdentityTest {
    private static final String ALICE = "sk-alice-0123456789";
    private static final String BOB = "sk-bob-0123456789ab";
    private static final String CAROL = "sk-carol-0123456789";
    private static final String COUNTING = "/v1/messages/count_tokens";
    private static final String OTHER = TestRouter.PLAIN.replace("assistant", "expert");

    private Vertx vertx;
    private FakeUpstream cloud;
    private TestRouter router;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    /** Alice may everything, Bob only ask for the assistant. */
    private Configs clients() {
        return new Configs()
                .models("assistant", "expert")
                .client("alice", ALICE, null)
                .client("bob", BOB, "support")
                .workspace("support", null, List.of("assistant"));
    }

    @ParameterizedTest
    @CsvSource({
        "authorization,'Bearer '",
        "Authorization,'bearer '",
        "x-api-key,''",
        "X-Goog-Api-Key,''",
    })
    void a_key_is_taken_from_the_headers_of_all_dialects_and_goes_no_further(String header, String scheme)
            throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));

        for (Api api : Api.values()) {
            assertThat(router.post(api, false, header, scheme + ALICE).statusCode())
                    .isEqualTo(200);
        }

        assertThat(cloud.seen()).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.headers().get("authorization")).isEqualTo("Bearer secret-of-cloud");
            assertThat(seen.headers().toString() + seen.body()).doesNotContain(ALICE);
        });
    }

    @Test
    void a_header_with_somebody_elses_key_does_not_hide_the_right_one() throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));

        HttpResponse<String> answer =
                router.post(TestRouter.PLAIN, "authorization", "Bearer of-a-mesh", "x-api-key", ALICE);

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "accept,text/html",
        "authorization,Bearer sk-alice-012345678",
        "authorization,Bearer sk-alice-01234567890",
        "authorization,Basic sk-alice-0123456789",
        "authorization,sk-alice-0123456789",
        "x-api-key,''",
        "x-goog-api-key,mallory",
        "api-key,sk-alice-0123456789",
    })
    void anybody_else_gets_the_same_401_whatever_is_wrong(String header, String value) throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));

        HttpResponse<String> openAi = router.post(TestRouter.PLAIN, header, value);
        HttpResponse<String> anthropic = router.post(Api.ANTHROPIC, true, header, value);

        assertThat(openAi.statusCode()).isEqualTo(401);
        assertThat(openAi.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(openAi.body())
                .isEqualTo("{\"error\":{\"message\":\"This gateway needs a valid API key, as 'Authorization: Bearer',"
                        + " 'x-api-key' or 'x-goog-api-key'.\",\"type\":\"authentication_error\",\"param\":null,\"code\":"
                        + "\"invalid_api_key\"}}");
        assertThat(anthropic.statusCode()).isEqualTo(401);
        assertThat(anthropic.body())
                .startsWith(
                        "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"This gateway");
        assertThat(cloud.seen()).isEmpty();
    }

    @Test
    void nothing_but_probes_is_told_without_a_key() throws Exception {
        router.serve(clients().passThrough().provider("cloud", cloud.url()));

        assertThat(router.postTo(COUNTING, TestRouter.PLAIN).statusCode()).isEqualTo(401);
        assertThat(router.postTo("/v1/embeddings", "{}", "x-cortex-provider", "cloud")
                        .statusCode())
                .isEqualTo(401);
        assertThat(router.postTo("/v1/nothing", "{}").statusCode()).isEqualTo(401);
        assertThat(router.send("GET", "/v1/chat/completions").statusCode()).isEqualTo(401);
        assertThat(router.send("GET", "/v1/models").statusCode()).isEqualTo(401);
        assertThat(router.send("GET", "/v1/models/assistant").statusCode()).isEqualTo(401);
        assertThat(router.send("GET", "/healthz").statusCode()).isEqualTo(200);
        assertThat(router.send("GET", "/readyz").statusCode()).isEqualTo(200);
        assertThat(cloud.seen()).isEmpty();
    }

    @Test
    void without_a_single_key_nobody_may() throws Exception {
        router.serve(new Configs().closed().provider("cloud", cloud.url()));
        assertThat(router.post(TestRouter.PLAIN, "x-api-key", ALICE).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_workspace_is_held_to_its_models() throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));

        assertThat(router.post(TestRouter.PLAIN, "x-api-key", BOB).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = router.post(OTHER, "x-api-key", BOB);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Workspace support may not use model 'expert'.")
                .contains("\"type\":\"permission_error\"")
                .contains("\"code\":\"permission_denied\"");
        assertThat(router.postTo(COUNTING, OTHER, "x-api-key", BOB).statusCode())
                .isEqualTo(403);
        assertThat(router.post(OTHER, "x-api-key", ALICE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_workspace_is_held_to_its_policies() throws Exception {
        router.serve(new Configs()
                .client("bob", BOB, "support")
                .client("carol", CAROL, "research")
                .workspace("support", List.of("ns/other"), null)
                .workspace("research", List.of("ns/chat"), null)
                .provider("cloud", cloud.url()));

        assertThat(router.post(TestRouter.PLAIN, "x-api-key", BOB).statusCode()).isEqualTo(403);
        assertThat(router.post(TestRouter.PLAIN, "x-api-key", CAROL).statusCode())
                .isEqualTo(200);
    }

    @Test
    void only_what_may_be_used_is_listed() throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));

        assertThat(router.send("GET", "/v1/models", "x-api-key", BOB).body())
                .contains("\"assistant\"")
                .doesNotContain("expert");
        assertThat(router.send("GET", "/v1/models/expert", "x-api-key", BOB).statusCode())
                .isEqualTo(404);
        assertThat(router.post(TestRouter.PLAIN.replace("assistant", "mystery"), "x-api-key", BOB)
                        .body())
                .contains("It can be one of: assistant.");
        assertThat(router.send("GET", "/v1/models", "x-api-key", ALICE).body()).contains("\"expert\"");
    }

    @Test
    void only_who_is_held_to_nothing_may_go_past_the_policies() throws Exception {
        router.serve(clients()
                .client("carol", CAROL, "research")
                .workspace("research", null, null, Limits.requests("few", 9))
                .passThrough()
                .provider("cloud", cloud.url()));

        assertThat(raw(ALICE).statusCode()).isEqualTo(200);
        assertThat(raw(BOB).statusCode()).isEqualTo(403);
        assertThat(raw(CAROL).body()).contains("Workspace research may not send requests straight to a provider.");
        assertThat(cloud.seen()).hasSize(1);
        assertThat(cloud.seen().get(0).headers().toString()).doesNotContain(ALICE);
    }

    private HttpResponse<String> raw(String key) throws Exception {
        return router.postTo("/v1/embeddings", "{}", "x-cortex-provider", "cloud", "x-api-key", key);
    }

    @Test
    void keys_change_with_the_configuration() throws Exception {
        router.serve(clients().provider("cloud", cloud.url()));
        assertThat(router.post(TestRouter.PLAIN, "x-api-key", CAROL).statusCode())
                .isEqualTo(401);

        router.serve(new Configs().client("alice", CAROL, null).provider("cloud", cloud.url()));

        assertThat(router.post(TestRouter.PLAIN, "x-api-key", CAROL).statusCode())
                .isEqualTo(200);
        assertThat(router.post(TestRouter.PLAIN, "x-api-key", ALICE).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_workspaces_limits_are_shared_by_its_keys_and_by_nobody_else() throws Exception {
        router.serve(new Configs()
                .client("alice", ALICE, null)
                .client("bob", BOB, "support")
                .client("carol", CAROL, "support")
                .workspace("support", null, null, Limits.requests("few", 2))
                .provider("cloud", cloud.url()));

        assertThat(status(BOB)).isEqualTo(200);
        assertThat(status(CAROL)).isEqualTo(200);
        assertThat(status(BOB)).isEqualTo(429);
        assertThat(status(CAROL)).isEqualTo(429);
        assertThat(status(ALICE)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"KEY,200,200,429", "WORKSPACE,200,429,429", "MODEL,429,429,200"})
    void a_limit_counts_apart_what_it_says(LimitScope per, int other, int mate, int model) throws Exception {
        router.serve(apart(List.of(per)).provider("cloud", cloud.url()));

        assertThat(status(BOB)).isEqualTo(200);
        assertThat(status(BOB)).isEqualTo(429);
        assertThat(status(ALICE)).as("somebody else").isEqualTo(other);
        assertThat(status(CAROL)).as("somebody of the same workspace").isEqualTo(mate);
        assertThat(router.post(OTHER, "x-api-key", BOB).statusCode())
                .as("another model")
                .isEqualTo(model);
    }

    @Test
    void another_configuration_counts_on_where_each_has_stopped() throws Exception {
        router.serve(apart(List.of(LimitScope.KEY, LimitScope.MODEL)).provider("cloud", cloud.url()));
        assertThat(status(BOB)).isEqualTo(200);

        router.serve(
                apart(List.of(LimitScope.KEY, LimitScope.MODEL)).maxAttempts(2).provider("cloud", cloud.url()));

        HttpResponse<String> refused = router.post(TestRouter.PLAIN, "x-api-key", BOB);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("Rate limit 'one' of policy chat allows 1 requests per minute to each API key and model and");
        assertThat(router.post(OTHER, "x-api-key", BOB).statusCode()).isEqualTo(200);
        assertThat(status(CAROL)).isEqualTo(200);
    }

    private Configs apart(List<LimitScope> per) {
        Limit one = Limits.requests("one", 1);
        Limit limit =
                new Limit(one.key(), "one", one.owner(), one.measure(), 1, one.windowMillis(), 0, false, null, per);
        return new Configs()
                .models("assistant", "expert")
                .client("alice", ALICE, null)
                .client("bob", BOB, "support")
                .client("carol", CAROL, "support")
                .workspace("support", null, null)
                .policyLimits(limit);
    }

    private int status(String key) throws Exception {
        return router.post(TestRouter.PLAIN, "x-api-key", key).statusCode();
    }
}
