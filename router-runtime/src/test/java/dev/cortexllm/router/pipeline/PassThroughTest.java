package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.unasked;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassThroughTest {
    private static final String NOTE = ": cortex cost_usd=0.000007 input_tokens=3 output_tokens=2\n\n";
    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream cloud;
    private TestRouter router;

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeUpstream(vertx);
        router = new TestRouter().serve(new Configs().provider("cloud", cloud.url()));
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void plain_answer_is_passed_through_with_its_headers() throws Exception {
        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-request-id", "mine-1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FakeUpstream.ANSWER);
        assertThat(header(answer, "content-type")).isEqualTo("application/json");
        assertThat(header(answer, "x-cortex-request-id")).isEqualTo("mine-1");
        assertThat(header(answer, "x-cortex-provider")).isEqualTo("cloud");
        assertThat(header(answer, "x-cortex-model")).isEqualTo("cloud-model");
        assertThat(header(answer, "x-cortex-policy")).isEqualTo("chat");
        assertThat(header(answer, "x-cortex-rule")).isEqualTo("default");
        assertThat(header(answer, "x-cortex-attempts")).isEqualTo("1");
        assertThat(header(answer, "x-cortex-cost-usd")).isEqualTo("0.000007");
        assertThat(header(answer, "x-cortex-overhead-ms")).matches("[0-9]+\\.[0-9]{2}");
        assertThat(header(answer, "x-cortex-upstream-request-id")).isEqualTo("upstream-7");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void only_what_is_meant_for_the_upstream_goes_there() throws Exception {
        router.post(
                "{ \"messages\" : [], \"model\":\"assistant\" , \"unknown\":{\"é\":1.50} }",
                "Authorization",
                "Bearer client-key",
                "Cookie",
                "session=1",
                "X-Cortex-Task",
                "UserChat",
                "X-Cortex-Execution-Id",
                "run-7",
                "X-Cortex-Tags",
                "team=a,nightly",
                "User-Agent",
                "sdk/1",
                "Accept",
                "application/json");

        FakeUpstream.Seen seen = cloud.seen().get(0);
        assertThat(seen.path()).isEqualTo("/v1/chat/completions");
        assertThat(seen.body())
                .isEqualTo("{ \"messages\" : [], \"model\":\"cloud-model\" , \"unknown\":{\"é\":1.50} }");
        assertThat(seen.headers().get("authorization")).isEqualTo("Bearer secret-of-cloud");
        assertThat(seen.headers().get("user-agent")).isEqualTo("sdk/1");
        assertThat(seen.headers().get("x-configured")).isEqualTo("cloud");
        assertThat(seen.headers().names())
                .containsExactlyInAnyOrder(
                        "accept",
                        "authorization",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "x-configured",
                        "x-request-id");
    }

    @Test
    void stream_asks_for_usage_and_hides_it_from_a_client_that_did_not() throws Exception {
        cloud.then(FakeUpstream.stream(role(), content("a"), content("b"), finish(), usage(), done()));

        HttpResponse<String> answer = router.post(TestRouter.STREAM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).startsWith("text/event-stream");
        assertThat(answer.body()).isEqualTo(unasked(role() + content("a") + content("b") + finish()) + NOTE + done());
        assertThat(cloud.seen().get(0).body())
                .contains("\"model\":\"cloud-model\",\"stream_options\":{\"include_usage\":true},\"stream\":true");
        assertThat(router.admin("/metrics").body())
                .containsPattern("cortex_llm_tokens_total\\{[^}]*type=\"input\"[^}]*} 3.0")
                .containsPattern("cortex_llm_tokens_total\\{[^}]*type=\"output\"[^}]*} 2.0");
    }

    @Test
    void usage_that_the_client_asked_for_stays() throws Exception {
        cloud.then(FakeUpstream.stream(role(), content("a"), finish(), usage(), done()));

        HttpResponse<String> answer = router.post(
                "{\"model\":\"assistant\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}");

        assertThat(answer.body()).isEqualTo(role() + content("a") + finish() + usage() + NOTE + done());
    }

    @Test
    void models_are_listed() throws Exception {
        HttpResponse<String> answer = router.send("GET", "/v1/models");

        assertThat(answer.body())
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"assistant\",\"object\":\"model\",\"created\":0,"
                        + "\"owned_by\":\"cortex\"}]}");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
