package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static dev.cortexllm.router.pipeline.FakeUpstream.stream;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers decide by headers instead of the policy, as far as it lets them. */
class OverridesTest {
    private static final String PICTURE =
            "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                    + "{\"url\":\"https://pictures.example/1.png\"}}]}]}";
    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream first;
    private FakeUpstream second;
    private FakeUpstream box;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        router = new TestRouter();
    }

    @AfterAll
    static void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @BeforeEach
    void open() throws Exception {
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
        box = new FakeUpstream(vertx);
        router.serve(configs());
    }

    @AfterEach
    void close() throws Exception {
        router.awaitIdle();
        first.close();
        second.close();
        box.close();
    }

    private Configs configs() {
        return new Configs()
                .profile(new Policy.Profile(List.of(Capability.TOOLS), null, null))
                .deployment("box", 4, box.url())
                .profile(null)
                .provider("first", first.url())
                .provider("second", second.url())
                .rule(new Policy.Rule(
                        "chat",
                        List.of(),
                        List.of(Task.USER_CHAT),
                        List.of(),
                        List.of(1),
                        Strategy.FALLBACK,
                        500,
                        false));
    }

    private static Policy.Choosing choosing(boolean localOnly, CallerOverride... allowed) {
        return new Policy.Choosing(localOnly, List.of(allowed), null, null, null, null, null);
    }

    private static String of(HttpResponse<String> answer, String header) {
        return answer.headers().firstValue(header).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-cortex-local-only | maybe | Header x-cortex-local-only must be true or false.",
                "x-cortex-local-only | | Header x-cortex-local-only must be true or false.",
                "x-cortex-no-fallback | ja | Header x-cortex-no-fallback must be true or false.",
                "x-cortex-max-latency-ms | soon | Header x-cortex-max-latency-ms must be a number of milliseconds from 1 to 999999999.",
                "x-cortex-max-latency-ms | 0 | Header x-cortex-max-latency-ms must be a number",
                "x-cortex-max-latency-ms | -5 | Header x-cortex-max-latency-ms must be a number",
                "x-cortex-max-latency-ms | 1.5 | Header x-cortex-max-latency-ms must be a number",
                "x-cortex-max-latency-ms | 1000000000 | Header x-cortex-max-latency-ms must be a number",
                "x-cortex-prefer | first,,second | Header x-cortex-prefer must be up to 16 names, separated by commas.",
                "x-cortex-provider | | Header x-cortex-provider must be a name of up to 253 characters.",
                "x-cortex-model | | Header x-cortex-model must be a name of up to 253 characters.",
                "x-cortex-provider | third | No target of policy 'chat' is of provider 'third'; it has box, first, second.",
                "x-cortex-model | third-model | No target of policy 'chat' has model 'third-model'; it has box-model, first-model, second-model.",
                "x-cortex-prefer | local,third | Policy 'chat' has no target, provider or model 'third' to prefer; it has box, first, second.",
            })
    void a_header_that_makes_no_sense_is_refused_in_both_dialects(String header, String value, String sentence)
            throws Exception {
        HttpResponse<String> openai = router.post(TestRouter.PLAIN, header, value == null ? "" : value);
        HttpResponse<String> anthropic = router.post(Api.ANTHROPIC, false, header, value == null ? "" : value);

        assertThat(List.of(openai.statusCode(), anthropic.statusCode())).containsOnly(400);
        assertThat(openai.body()).contains(sentence).contains("\"type\":\"invalid_request_error\"");
        assertThat(anthropic.body()).contains(sentence).contains("\"type\":\"invalid_request_error\"");
        assertThat(first.seen()).isEmpty();
        assertThat(second.seen()).isEmpty();
    }

    @Test
    void a_flag_that_is_set_once_is_set() throws Exception {
        HttpResponse<String> answer = router.post(
                TestRouter.PLAIN,
                "x-cortex-prefer",
                "first",
                "x-cortex-local-only",
                "false",
                "x-cortex-local-only",
                "TRUE");

        assertThat(of(answer, "x-cortex-provider")).isEqualTo("box");
        assertThat(of(
                        router.post(TestRouter.PLAIN, "x-cortex-local-only", "0", "x-cortex-prefer", "first"),
                        "x-cortex-provider"))
                .isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({"x-cortex-provider, first", "x-cortex-model, first-model", "x-cortex-prefer, first"})
    void what_a_policy_keeps_to_itself_is_refused_in_both_dialects(String header, String value) throws Exception {
        router.serve(configs().choosing(choosing(false)));

        HttpResponse<String> openai = router.post(TestRouter.PLAIN, header, value);
        HttpResponse<String> anthropic = router.post(Api.ANTHROPIC, false, header, value);

        assertThat(List.of(openai.statusCode(), anthropic.statusCode())).containsOnly(403);
        String sentence = "Policy chat does not let callers decide by header " + header + ".";
        assertThat(openai.body()).contains(sentence).contains("\"code\":\"override_not_allowed\"");
        assertThat(anthropic.body()).contains(sentence).contains("\"type\":\"permission_error\"");
    }

    @Test
    void what_only_restricts_needs_no_permission() throws Exception {
        router.serve(configs().choosing(choosing(false, CallerOverride.MODEL)));

        assertThat(of(router.post(TestRouter.PLAIN, "x-cortex-model", "SECOND-model"), "x-cortex-provider"))
                .isEqualTo("second");
        HttpResponse<String> restricted = router.post(
                TestRouter.PLAIN,
                "x-cortex-local-only",
                "true",
                "x-cortex-no-fallback",
                "yes",
                "x-cortex-max-latency-ms",
                "60000",
                "x-cortex-budget-usd",
                "1");
        assertThat(restricted.statusCode()).as(restricted.body()).isEqualTo(200);
        assertThat(of(restricted, "x-cortex-provider")).isEqualTo("box");
        assertThat(router.post(TestRouter.PLAIN, "x-cortex-prefer", "second").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_forced_provider_that_fails_is_not_replaced() throws Exception {
        first.now(status(500, "{\"error\":{\"message\":\"broken\"}}"));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-cortex-provider", "first");

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(first.seen()).hasSize(1);
        assertThat(second.seen()).isEmpty();
        first.now(plain());
        assertThat(of(router.post(TestRouter.PLAIN, "x-cortex-provider", "second"), "x-cortex-provider"))
                .isEqualTo("second");
    }

    @Test
    void a_preferred_provider_that_fails_is() throws Exception {
        second.now(status(500, "{\"error\":{\"message\":\"broken\"}}"));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-cortex-prefer", "second, first");

        assertThat(of(answer, "x-cortex-provider")).isEqualTo("first");
        assertThat(of(answer, "x-cortex-attempts")).isEqualTo("2");
    }

    @Test
    void who_wants_no_fallback_hears_of_the_failure() throws Exception {
        second.now(status(500, "{\"error\":{\"message\":\"broken\"}}"));

        HttpResponse<String> answer =
                router.post(TestRouter.PLAIN, "x-cortex-prefer", "second", "x-cortex-no-fallback", "1");

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(first.seen()).isEmpty();
    }

    @Test
    void rules_go_by_metadata_where_headers_decide_the_rest() throws Exception {
        String body =
                TestRouter.PLAIN.replace("\"messages\"", "\"metadata\":{\"cortex_task\":\"UserChat\"},\"messages\"");

        HttpResponse<String> ruled = router.post(body);
        assertThat(of(ruled, "x-cortex-rule")).isEqualTo("chat");
        assertThat(of(ruled, "x-cortex-provider")).isEqualTo("first");
        HttpResponse<String> both = router.post(body, "x-cortex-prefer", "second");
        assertThat(of(both, "x-cortex-rule")).isEqualTo("chat");
        assertThat(of(both, "x-cortex-provider")).isEqualTo("second");
        HttpResponse<String> header = router.post(body, "x-cortex-task", "Simple", "x-cortex-prefer", "second");
        assertThat(of(header, "x-cortex-rule")).isEqualTo("default");
        assertThat(of(header, "x-cortex-provider")).isEqualTo("second");
    }

    @Test
    void nothing_of_it_goes_upstream() throws Exception {
        HttpResponse<String> answer = router.post(
                TestRouter.PLAIN,
                "x-cortex-provider",
                "second",
                "x-cortex-model",
                "second-model",
                "x-cortex-prefer",
                "second",
                "x-cortex-no-fallback",
                "true",
                "x-cortex-max-latency-ms",
                "60000",
                "x-cortex-local-only",
                "false",
                "x-cortex-budget-usd",
                "1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(second.seen().get(0).headers().names())
                .noneMatch(name -> name.toLowerCase().startsWith("x-cortex"));
    }

    @Test
    void a_greatest_latency_goes_by_what_was_seen() throws Exception {
        Configs two = new Configs().provider("slow", first.url()).provider("quick", second.url());
        router.serve(two);
        first.now(request -> vertx.setTimer(600, later -> stream(role(), content("a"), finish(), usage(), done())
                .handle(request)));
        assertThat(of(router.post(TestRouter.STREAM, "x-cortex-max-latency-ms", "300"), "x-cortex-provider"))
                .as("nobody knows yet")
                .isEqualTo("slow");
        router.awaitIdle();

        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-cortex-max-latency-ms", "300");

        assertThat(of(answer, "x-cortex-provider")).isEqualTo("quick");
        HttpResponse<String> none =
                router.post(TestRouter.PLAIN, "x-cortex-max-latency-ms", "300", "x-cortex-provider", "slow");
        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body()).contains("none of its targets is expected to answer as soon as the caller wants");
    }

    @Test
    void who_is_left_with_nothing_hears_why() throws Exception {
        HttpResponse<String> unable = router.post(PICTURE, "x-cortex-local-only", "true");
        assertThat(unable.statusCode()).isEqualTo(400);
        assertThat(unable.body())
                .contains(
                        "Policy chat cannot serve such a request: none of its self-hosted targets has the capabilities that the"
                                + " request needs, and the request must not leave the cluster.");
        HttpResponse<String> away =
                router.post(TestRouter.PLAIN, "x-cortex-local-only", "true", "x-cortex-provider", "first");
        assertThat(away.statusCode()).isEqualTo(400);
        assertThat(away.body())
                .contains("none of the targets that the caller wants is self-hosted, and the request must not leave the"
                        + " cluster");
        router.serve(new Configs().provider("first", first.url()).choosing(choosing(true)));
        assertThat(router.post(Api.ANTHROPIC, false).body())
                .contains("none of its targets is self-hosted, and the request must not leave the cluster");
        assertThat(first.seen()).isEmpty();
        assertThat(second.seen()).isEmpty();
    }

    @Test
    void a_picture_goes_where_it_can_be_seen() throws Exception {
        assertThat(of(router.post(PICTURE, "x-cortex-task", "Simple"), "x-cortex-provider"))
                .isEqualTo("first");
        HttpResponse<String> plain = router.post(TestRouter.PLAIN, "x-cortex-task", "Simple");
        assertThat(of(plain, "x-cortex-provider")).isEqualTo("box");
    }
}
