package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.Json;
import dev.cortexllm.sandbox.clients.client.Library.Dialect;
import dev.cortexllm.sandbox.clients.world.Calls;
import dev.cortexllm.sandbox.clients.world.Received;
import dev.cortexllm.sandbox.clients.world.Resources;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.Wire;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users expect without saying so: bytes pass, keys stay where they belong, nothing secret is told. */
@ExtendWith(WorldExtension.class)
class ExpectationsIT {
    private static final List<String> SECRETS = List.of(World.CLIENT_KEY, Simulator.KEY, Resources.WRONG_KEY);

    /** A body as nobody's library would write it: odd spaces and escapes, digits that matter, fields that nobody knows. */
    private static final String BODY = """
            { "model" : "%s",
              "max_completion_tokens":7, "messages":[ {"role":"user","content":"caf\\u00e9 \\/ 東京 🙂","future":[1,{}]} ],
              "seed": 7, "x_unknown": {"n": 12345678901234567890, "e": 1.0e-3, "deep":[[[]]]}, "stream":false }
            """;

    private static final String OPENAI_ANSWER = """
            { "id":"chatcmpl-1", "object":"chat.completion","created":1,"model":"m","x_new":[1.50, {}],"choices":
              [{"index":0,"message":{"role":"assistant","content":"h\\u00ef","x_deep":null},"finish_reason":"stop"}],
              "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
            """;

    private static final String ANTHROPIC_ANSWER = """
            { "id":"msg_1","type":"message","role":"assistant","model":"m","x_new":[1.50, {}],"content":
              [{"type":"text","text":"h\\u00ef","x_deep":null}],"stop_reason":"end_turn", "stop_sequence":null,
              "usage":{"input_tokens":1,"output_tokens":2}}
            """;

    static Stream<Arguments> passing() {
        return Arrays.stream(Dialect.values()).flatMap(dialect -> Arrays.stream(Target.values())
                .filter(target -> target.speaks(dialect))
                .map(target -> Arguments.of(dialect, target)));
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Arrays.stream(Target.values()).map(target -> Arguments.of(dialect, target)));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("passing")
    void a_body_passes_byte_for_byte_but_for_the_model(Dialect dialect, Target target, World world) {
        String body = dialect == Dialect.OPENAI ? BODY : BODY.replace("max_completion_tokens", "max_tokens");
        // Whether the provider likes the unknown field is its own affair; here it only matters what reached it.
        Calls.send(dialect, world.url(), body.formatted(target.route()));
        assertThat(world.simulator(target).lastRequest().body()).isEqualTo(body.formatted(target.model()));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("passing")
    void an_answer_passes_byte_for_byte(Dialect dialect, Target target, World world) {
        String answer = dialect == Dialect.OPENAI ? OPENAI_ANSWER : ANTHROPIC_ANSWER;
        world.simulator(target).answerNext(answer);
        Wire.Answer got = Calls.send(dialect, world.url(), Calls.body(dialect, target.route(), "Hi.", false, ""));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void nothing_of_the_client_but_its_request_reaches_the_provider(Dialect dialect, Target target, World world) {
        Wire.Answer answer = new Wire()
                .send(
                        "POST",
                        world.url() + Calls.path(dialect),
                        Calls.body(dialect, target.route(), "Hello.", false, ""),
                        "authorization",
                        "Bearer " + World.CLIENT_KEY,
                        "x-api-key",
                        World.CLIENT_KEY,
                        "x-goog-api-key",
                        World.CLIENT_KEY,
                        "api-key",
                        World.CLIENT_KEY,
                        "cookie",
                        "session=" + World.CLIENT_KEY,
                        "x-cortex-task",
                        "UserChat",
                        "x-forwarded-for",
                        "192.0.2.7",
                        "anthropic-version",
                        "2023-06-01");
        assertThat(answer.status()).isEqualTo(200);
        Received received = world.simulator(target).lastRequest();
        assertThat(received.headers().toString()).doesNotContain(World.CLIENT_KEY, "192.0.2.7");
        assertThat(received.headers().keySet()).doesNotContain("cookie").noneMatch(name -> name.startsWith("x-cortex"));
        assertThat(received.query()).doesNotContainKey("key");
        // The gateway's own key goes in exactly one place.
        assertThat(received.headers().values().stream().filter(value -> value.contains(Simulator.KEY)))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @CsvSource({
        "authorization, Bearer k",
        "x-api-key, k",
        "x-goog-api-key, k",
    })
    void a_key_is_taken_from_wherever_a_vendors_library_puts_it(String header, String value, World world) {
        for (Dialect dialect : Dialect.values()) {
            Wire.Answer answer = new Wire()
                    .send(
                            "POST",
                            world.url() + Calls.path(dialect),
                            Calls.body(dialect, Target.OPENAI.route(), "Hello.", false, ""),
                            header,
                            value,
                            "anthropic-version",
                            "2023-06-01");
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void anthropics_paths_are_served_under_a_prefix_too(World world) {
        String body = Calls.body(Dialect.ANTHROPIC, Target.ANTHROPIC.route(), "Hello.", false, "");
        Wire.Answer answer = new Wire()
                .send("POST", world.url() + "/anthropic/v1/messages", body, "anthropic-version", "2023-06-01");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Json.of(answer.text()).path("type").asText()).isEqualTo("message");
        Wire.Answer models = new Wire().send("GET", world.url() + "/anthropic/v1/models", "");
        assertThat(Json.of(models.text()).path("has_more").isBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void an_error_tells_no_secret_even_if_the_provider_does(Dialect dialect, Target target, World world) {
        String telling = "Your key " + Simulator.KEY + " must not do this.";
        world.simulator(target).failNext("{'kind':'status','code':400,'message':'" + telling + "'}");
        Wire.Answer answer = Calls.send(dialect, world.url(), Calls.body(dialect, target.route(), "Hello.", false, ""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain(SECRETS).contains("must not do this");
        assertShape(dialect, answer);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void a_broken_body_names_its_place(Dialect dialect, Target target, World world) {
        String broken = Calls.body(dialect, target.route(), "Hello.", false, "").replace("}]", "]");
        Wire.Answer answer = Calls.send(dialect, world.url(), broken);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).containsAnyOf("line 1", "column", "offset", "position", "byte");
        assertShape(dialect, answer);
        String wrong = Calls.body(dialect, target.route(), "Hello.", false, "").replace("\"user\"", "7");
        Wire.Answer mistyped = Calls.send(dialect, world.url(), wrong);
        assertThat(mistyped.status()).isEqualTo(400);
        assertThat(mistyped.text()).containsAnyOf("messages[0].role", "messages.0", "messages[0]", "role");
        assertShape(dialect, mistyped);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @EnumSource
    void a_field_that_a_provider_cannot_express_is_named(Dialect dialect, World world) {
        String field = dialect == Dialect.OPENAI ? "logit_bias" : "top_k";
        String value = dialect == Dialect.OPENAI ? "{\"50256\":-100}" : "5";
        Target target = dialect == Dialect.OPENAI ? Target.ANTHROPIC : Target.OPENAI;
        String body = Calls.body(dialect, target.route(), "Hello.", false, ",\"" + field + "\":" + value);
        Wire.Answer answer = Calls.send(dialect, world.url(), body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-cortex-dropped")).contains(field);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyPair")
    void a_request_keeps_its_id_and_tells_the_providers(Dialect dialect, Target target, World world) {
        String body = Calls.body(dialect, target.route(), "Hello.", false, "");
        Wire.Answer answer = Calls.send(dialect, world.url(), body, "x-request-id", "mine-42");
        assertThat(answer.header("x-cortex-request-id")).contains("mine-42");
        if (target == Target.OPENAI || target == Target.ANTHROPIC) {
            assertThat(answer.header("x-cortex-upstream-request-id").orElse("")).startsWith("req_");
        }
    }

    @Test
    void a_picture_of_megabytes_goes_through(World world) {
        String pixels = "QUFB".repeat(2_000_000);
        String content = "[{\"type\":\"text\",\"text\":\"What is this?\"},{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64," + pixels + "\"}}]";
        for (Target target : Target.values()) {
            String body = Calls.body(Dialect.OPENAI, target.route(), "PICTURE", false, "")
                    .replace("\"PICTURE\"", content);
            assertThat(Calls.send(Dialect.OPENAI, world.url(), body).status()).isEqualTo(200);
            assertThat(world.simulator(target).lastRequest().body()).contains(pixels);
        }
    }

    @AfterAll
    static void no_secret_is_in_the_log(World world) {
        assertThat(world.routerLog()).doesNotContain(SECRETS).doesNotContain("ERROR");
    }

    private static void assertShape(Dialect dialect, Wire.Answer answer) {
        assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
        var error = Json.of(answer.text());
        assertThat(error.at("/error/message").asText()).isNotBlank();
        assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
        if (dialect == Dialect.OPENAI) {
            assertThat(error.path("error").fieldNames()).toIterable().contains("message", "type", "param", "code");
        } else {
            assertThat(error.path("type").asText()).isEqualTo("error");
        }
    }
}
