package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.json.JsonText;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request is not sent to a model whose context it does not fit. */
class ContextLimitTest {
    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream small;
    private FakeUpstream large;

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
    void open() {
        small = new FakeUpstream(vertx);
        large = new FakeUpstream(vertx);
    }

    @AfterEach
    void close() {
        small.close();
        large.close();
    }

    private Configs small(String model, Long window) {
        return new Configs().provider("small", WireFormat.OPENAI, small.url(), model, window);
    }

    /** A prompt of 2,000 words in GPT-4o's vocabulary, and eight tokens of the format: 3 + 3 + a role, and a space. */
    private static String words(String more) {
        String text = "hello".repeat(1) + " hello".repeat(1_999);
        return "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":" + JsonText.quoted(text) + "}]"
                + more + "}";
    }

    @Test
    void what_fits_nowhere_is_refused_with_the_numbers_and_nobody_is_called() throws Exception {
        router.serve(small("gpt-4o", 1_500L).provider("large", WireFormat.OPENAI, large.url(), "gpt-4o", 1_900L));

        HttpResponse<String> answer = router.post(words(""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"This model's maximum context length is 1900 tokens; the prompt has"
                                + " 2007.\",\"type\":\"invalid_request_error\",\"param\":\"messages\","
                                + "\"code\":\"context_length_exceeded\"}}");
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("0");
        assertThat(small.seen()).isEmpty();
        assertThat(large.seen()).isEmpty();
    }

    @Test
    void what_is_too_long_for_one_goes_to_a_larger_one() throws Exception {
        router.serve(small("gpt-4o", 1_500L).provider("large", WireFormat.OPENAI, large.url(), "gpt-4o", 4_000L));

        HttpResponse<String> answer = router.post(words(""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-cortex-provider")).hasValue("large");
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("1");
        assertThat(small.seen()).isEmpty();
        assertThat(large.seen()).hasSize(1);
    }

    @Test
    void the_answer_asked_for_needs_room_too() throws Exception {
        router.serve(small("gpt-4o", 2_500L));

        HttpResponse<String> refused = router.post(words(",\"max_tokens\":494"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        "maximum context length is 2500 tokens; the prompt has 2007, and 494 are asked for the answer.");
        assertThat(router.post(words(",\"max_tokens\":493")).statusCode()).isEqualTo(200);
        assertThat(small.seen()).hasSize(1);
    }

    @Test
    void an_estimate_refuses_only_what_is_far_too_long() throws Exception {
        router.serve(small("someone-elses", 1_500L));

        assertThat(router.post(words("")).statusCode()).isEqualTo(200);
        router.serve(small("someone-elses", 1_300L));
        HttpResponse<String> refused = router.post(words(""));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("the prompt has about 22");
        assertThat(small.seen()).hasSize(1);
    }

    @Test
    void a_large_body_is_counted_beside_the_event_loop() throws Exception {
        router.serve(small("gpt-4o", 100_000L).maxRequestBytes(8_000_000));
        String text = "hello" + " hello".repeat(199_999);
        String body = "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":" + JsonText.quoted(text)
                + "}]}";

        HttpResponse<String> answer = router.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the prompt has 200007.");
        assertThat(small.seen()).isEmpty();
    }

    @Test
    void where_the_context_is_unknown_the_provider_judges() throws Exception {
        router.serve(small("gpt-4o", null));

        assertThat(router.post(words("")).statusCode()).isEqualTo(200);
    }

    @Test
    void what_the_router_cannot_read_is_the_providers_to_judge() throws Exception {
        router.serve(small("gpt-4o", 100L));
        String body = "{\"model\":\"assistant\",\"messages\":\"" + "x".repeat(2_000) + "\"}";

        assertThat(router.post(body).statusCode()).isEqualTo(200);
        assertThat(small.seen()).hasSize(1);
    }

    @Test
    void a_target_that_failed_outweighs_one_that_is_too_small() throws Exception {
        large.then(FakeUpstream.status(500, "{}"));
        router.serve(small("gpt-4o", 1_500L).provider("large", WireFormat.OPENAI, large.url(), "gpt-4o", 4_000L));

        assertThat(router.post(words("")).statusCode()).isEqualTo(502);
        assertThat(small.seen()).isEmpty();
    }

    @Test
    void anthropics_clients_get_the_words_that_they_look_for() throws Exception {
        router.serve(small("gpt-4o", 1_500L));

        HttpResponse<String> answer =
                router.postTo("/v1/messages", words(",\"max_tokens\":10"), "anthropic-version", "2023-06-01");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"type\":\"invalid_request_error\"")
                .contains("\"message\":\"prompt is too long: 2007 tokens > 1500 maximum\"");
        assertThat(small.seen()).isEmpty();
    }
}
