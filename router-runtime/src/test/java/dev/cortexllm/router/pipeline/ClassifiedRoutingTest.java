package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Policy.Traits;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are told apart by what they are, as they say or as they show. */
class ClassifiedRoutingTest {
    private static final String HELLO = "Hello! How are you today?";
    private static final String CODE = "Write a Python function that merges two sorted lists, with unit tests.";

    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream cloud;
    private TestRouter router;

    private static Policy.Rule rule(String name, List<Task> tasks, Traits traits) {
        return new Policy.Rule(name, List.of(), tasks, List.of(), List.of(), Strategy.FALLBACK, 500, false, traits);
    }

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeUpstream(vertx);
        router = new TestRouter()
                .serve(new Configs()
                        .models("assistant", "llama:8b")
                        .provider("cloud", cloud.url())
                        .rule(rule(
                                "pictures", List.of(), new Traits(null, null, List.of(Capability.VISION), null, null)))
                        .rule(rule("later", List.of(), new Traits(null, List.of(LatencyClass.BATCH), null, null, null)))
                        .rule(rule("long", List.of(), new Traits(null, null, null, 100_000L, null)))
                        .rule(rule("hard", List.of(), new Traits(List.of(Complexity.HIGH), null, null, null, null)))
                        .rule(rule("code", List.of(Task.CODE_GENERATION), null))
                        .rule(rule("chat", List.of(Task.USER_CHAT), null)));
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    private static String body(String model, String prompt, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]" + more
                + "}";
    }

    private String ruleOf(String body, String... headers) throws Exception {
        HttpResponse<String> answer = router.post(body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-cortex-rule").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "assistant | " + HELLO + " | `` | chat",
                "assistant | " + CODE + " | `` | code",
                "assistant | What is the capital of Peru? | `` | default",
                "assistant | " + HELLO + " | `,\"metadata\":{\"cortex_task\":\"code_generation\"}` | code",
                "assistant | " + HELLO + " | `,\"metadata\":{\"cortex_complexity\":\"HIGH\",\"team\":\"a\"}` | hard",
                "assistant | " + HELLO + " | `,\"metadata\":{\"cortex_latency\":\"batch\"}` | later",
                "assistant | " + HELLO + " | `,\"metadata\":{\"cortex_capabilities\":\"tools, vision\"}` | pictures",
                "assistant | " + HELLO + " | `,\"service_tier\":\"flex\"` | later",
                "assistant:CodeGeneration | " + HELLO + " | `` | code",
                "assistant:code-generation:low | " + HELLO + " | `` | code",
                "assistant:user_chat:high | " + CODE + " | `` | hard",
                "llama:8b | " + HELLO + " | `` | chat",
                "llama:8b:batch | " + HELLO + " | `` | later",
            })
    void body_and_model_tell_what_a_request_is(String model, String prompt, String more, String expected)
            throws Exception {
        assertThat(ruleOf(body(model, prompt, more))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "x-cortex-task, CODE_GENERATION, code",
        "x-cortex-task, Simple, default",
        "x-cortex-complexity, high, hard",
        "x-cortex-latency, Batch, later",
    })
    void a_header_has_the_last_word(String header, String value, String expected) throws Exception {
        String other =
                ",\"metadata\":{\"cortex_task\":\"UserChat\",\"cortex_complexity\":\"Low\",\"cortex_latency\":\"Standard\"}";

        assertThat(ruleOf(body("assistant:creative:medium:interactive", HELLO, other), header, value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "x-cortex-complexity, extreme, Header x-cortex-complexity names no complexity that exists.",
        "x-cortex-latency, soon, Header x-cortex-latency names no latency class that exists.",
        "x-cortex-task, cooking, Header x-cortex-task names no task that exists.",
    })
    void a_header_that_names_nothing_is_refused(String header, String value, String sentence) throws Exception {
        HttpResponse<String> answer = router.post(body("assistant", HELLO, ""), header, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence);
    }

    @Test
    void metadata_that_name_nothing_are_refused() throws Exception {
        HttpResponse<String> answer =
                router.post(body("assistant", HELLO, ",\"metadata\":{\"cortex_capabilities\":\"tools,wings\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("'metadata.cortex_capabilities' names no capability that exists.")
                .contains("\"param\":\"metadata.cortex_capabilities\"");
        assertThat(router.post(body("assistant", HELLO, ",\"metadata\":{\"cortex_task\":1}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_unknown_suffix_belongs_to_the_name() throws Exception {
        HttpResponse<String> answer = router.post(body("assistant:cooking", HELLO, ""));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("assistant:cooking");
    }

    @Test
    void what_was_for_the_router_does_not_go_upstream() throws Exception {
        ruleOf(body("assistant:high", HELLO, ",\"metadata\":{\"cortex_task\":\"Simple\",\"team\":\"a\"}"));

        assertThat(cloud.seen().get(0).body())
                .contains("\"metadata\":{\"team\":\"a\"}")
                .contains("\"model\":\"cloud-model\"")
                .doesNotContain("cortex_");
    }

    @Test
    void large_bodies_are_looked_at_too() throws Exception {
        String paste = "lorem ipsum dolor ".repeat(60_000);

        assertThat(ruleOf(body("assistant", paste, ""))).isEqualTo("long");
    }

    @Test
    void anthropics_requests_are_told_apart_alike() throws Exception {
        HttpResponse<String> answer = router.postTo(
                "/v1/messages",
                body(
                        "assistant",
                        CODE,
                        ",\"max_tokens\":10,\"metadata\":{\"cortex_complexity\":\"low\",\"user_id\":\"u\"}"));

        assertThat(answer.headers().firstValue("x-cortex-rule")).contains("code");
    }
}
