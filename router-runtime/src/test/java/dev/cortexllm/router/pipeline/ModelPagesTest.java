package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole router tells of the models that it serves, and of those that it knows. */
class ModelPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Vertx vertx;
    private FakeUpstream cloud;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        FakeUpstream.await(vertx.close());
    }

    @Test
    void served_models_are_told_with_what_was_observed_of_them() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            JsonNode before = models(router, "/models").get(0);
            assertThat(before.get("provider").asText()).isEqualTo("provider/ns/cloud");
            assertThat(before.get("model").asText()).isEqualTo("cloud-model");
            assertThat(before.get("policies")).hasSize(1);
            assertThat(before.get("local").asBoolean()).isFalse();
            assertThat(before.at("/usdPerMillionTokens/input").asText()).isEqualTo("1");
            assertThat(before.at("/usdPerMillionTokens/output").asText()).isEqualTo("2");
            assertThat(before.get("capabilities").isNull()).isTrue();
            assertThat(before.get("quality").isNull()).isTrue();
            assertThat(before.at("/observed/ttftSeconds").isNull()).isTrue();
            assertThat(before.at("/observed/errorRate").isNull()).isTrue();
            assertThat(before.get("inFlight").asInt()).isZero();
            assertThat(before.has("qualityForTask")).isFalse();

            cloud.then(FakeUpstream.stream(role(), content("a"), content("b"), finish(), usage(), done()));
            router.post(TestRouter.STREAM);
            await().untilAsserted(() -> {
                JsonNode after = models(router, "/models?task=UserChat").get(0);
                assertThat(after.at("/observed/ttftSeconds").asDouble(-1)).isBetween(0.0, 60.0);
                assertThat(after.at("/observed/errorRate").asDouble(-1)).isZero();
                assertThat(after.has("qualityForTask")).isTrue();
            });
            assertThat(router.admin("/metrics").body())
                    .contains(
                            "cortex_llm_target_error_ratio{model=\"cloud-model\",upstream=\"provider/ns/cloud\"} 0.0");

            cloud.then(FakeUpstream.status(500, "{}"));
            router.post(TestRouter.PLAIN);
            await().untilAsserted(() -> assertThat(models(router, "/models")
                            .get(0)
                            .at("/observed/errorRate")
                            .asDouble())
                    .isBetween(0.3, 0.7));
        }
    }

    @Test
    void a_model_that_several_policies_have_is_told_once_and_filters_hold() throws Exception {
        Configs configs = new Configs().provider("cloud", cloud.url()).deployment("kimi", 4, cloud.url());
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            assertThat(models(router, "/models")).hasSize(2);
            assertThat(models(router, "/models?provider=cloud")).hasSize(1);
            assertThat(models(router, "/models?provider=provider/ns/cloud")).hasSize(1);
            assertThat(models(router, "/models?provider=nobody")).isEmpty();
            assertThat(models(router, "/models?limit=1")).hasSize(1);
            assertThat(models(router, "/models?capability=Tools"))
                    .as("nothing is known of them")
                    .isEmpty();
            assertThat(models(router, "/models?maxInputUsd=0.5"))
                    .as("one is dearer, the price of the other is unknown")
                    .isEmpty();
            assertThat(models(router, "/models").findValuesAsText("local")).containsExactly("true", "false");
            assertThat(models(router, "/models?sort=cheapest").findValuesAsText("local"))
                    .as("what is unknown comes last")
                    .containsExactly("false", "true");
        }
    }

    @Test
    void the_catalogue_is_told_with_its_sources() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            JsonNode kimi = models(router, "/catalogue?provider=moonshot&sort=quality&task=CodeGeneration");
            List<Double> qualities = kimi.findValuesAsText("qualityForTask").stream()
                    .filter(text -> !text.equals("null"))
                    .map(Double::valueOf)
                    .toList();
            assertThat(qualities).hasSizeGreaterThan(2).isSortedAccordingTo((one, other) -> Double.compare(other, one));
            JsonNode first = kimi.get(0);
            assertThat(first.at("/quality/figures/0/source").asText()).isNotBlank();
            assertThat(first.at("/quality/tasks/CodeGeneration").asDouble())
                    .isEqualTo(first.get("qualityForTask").asDouble());
            assertThat(first.get("source").asText()).isNotBlank();
            assertThat(first.get("capabilities").toString()).contains("Tools", "LongContext");

            assertThat(models(router, "/catalogue?limit=1000").findValuesAsText("status"))
                    .doesNotContain("retired");
            assertThat(models(router, "/catalogue?limit=1000&retired=true").findValuesAsText("status"))
                    .contains("retired");
            models(router, "/catalogue?capability=vision&capability=reasoning&maxInputUsd=1&limit=1000")
                    .forEach(model -> {
                        assertThat(model.get("capabilities").toString()).contains("Vision", "Reasoning");
                        assertThat(model.at("/usdPerMillionTokens/input").asDouble())
                                .isLessThanOrEqualTo(1);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/models?colour=red            | Parameter colour is not known here",
                "/models?sort=best             | Parameter sort takes cheapest, fastest or quality.",
                "/models?capability=cooking    | Parameter capability takes Tools, Vision,",
                "/models?maxInputUsd=free      | Parameter maxInputUsd takes USD per million tokens",
                "/models?limit=0               | Parameter limit takes a number from 1 to 1000.",
                "/models?retired=true          | Parameter retired is not known here",
                "/catalogue?colour=red         | Parameter colour is not known here; known are capability, limit, "
                        + "maxInputUsd, maxOutputUsd, provider, retired, sort, task.",
                "/catalogue?task=cooking       | Parameter task takes UserChat,",
                "/catalogue?retired=perhaps    | Parameter retired takes true or false.",
                "/catalogue?sort=fastest       | Nothing is observed of models that are not served",
            })
    void bad_parameters_get_a_sentence(String path, String sentence) throws Exception {
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            assertThat(router.admin(path).statusCode()).isEqualTo(400);
            assertThat(router.admin(path).body()).startsWith(sentence);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models", "/catalogue"})
    void only_those_whom_the_guard_lets_in_see_models(String path) throws Exception {
        try (TestRouter router = new TestRouter(1).serve(new Configs().provider("cloud", cloud.url()))) {
            HttpRequest fromAPage = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + router.router().adminPort() + path))
                    .header("origin", "http://evil.example")
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(fromAPage, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static JsonNode models(TestRouter router, String path) throws Exception {
        return JSON.readTree(router.admin(path).body()).get("models");
    }
}
