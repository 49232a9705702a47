package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import dev.cortexllm.sandbox.clients.client.Library.Dialect;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.Trouble;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Ordeal;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Resources;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong reaches the user as the exception that the library has for it, whoever the provider is. */
@ExtendWith(WorldExtension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("routed")
class ErrorsIT {
    private final Pair pair;
    private final ChatClient client;
    private final Simulator server;

    ErrorsIT(Pair pair, World world) {
        this.pair = pair;
        this.client = pair.client(world);
        this.server = pair.simulator(world);
    }

    static List<Pair> routed() {
        return Pair.where(pair -> !pair.direct());
    }

    @AfterEach
    void recover() {
        server.recover();
    }

    @Test
    void a_key_that_the_provider_refuses_is_not_the_clients() {
        Trouble trouble = trouble(() -> client.say(ask(Ordeal.BAD_KEY)));
        assertThat(trouble.status()).isEqualTo(502);
        assertThat(trouble.type()).isEqualTo("upstream_credentials_error");
        assertThat(trouble.exception()).isEqualTo("InternalServerException");
        assertThat(trouble.message()).doesNotContain("sk-", "zyxwvutsrqponm");
    }

    @Test
    void a_rate_limit_says_when_to_come_back() {
        server.failNext("{'kind':'status','code':429,'retryAfter':'7','message':'Slow down.'}");
        Trouble trouble = trouble(() -> client.say(ask(Ordeal.LIMITED)));
        assertThat(trouble.status()).isEqualTo(429);
        assertThat(trouble.type()).isEqualTo("rate_limit_error");
        assertThat(trouble.exception()).isEqualTo("RateLimitException");
        if (showsHeaders()) {
            assertThat(trouble.retryAfter()).contains("7");
        }
    }

    @Test
    void a_rate_limit_in_front_of_a_stream_is_no_stream() {
        server.failNext("{'kind':'status','code':429,'retryAfter':'7','message':'Slow down.'}");
        Trouble trouble = trouble(() -> client.stream(ask(Ordeal.LIMITED_STREAM)));
        assertThat(trouble.status()).isEqualTo(429);
        assertThat(trouble.exception()).isEqualTo("RateLimitException");
    }

    @Test
    void an_overloaded_provider_is_overloaded_in_the_clients_words() {
        int status = pair.target().server().equals("anthropic") ? 529 : 503;
        server.failNext("{'kind':'status','code':" + status + ",'message':'The model is overloaded.'}");
        Trouble trouble = trouble(() -> client.say(ask(Ordeal.OVERLOADED)));
        boolean openAi = pair.library().dialect() == Dialect.OPENAI;
        assertThat(trouble.status()).isEqualTo(openAi ? 503 : 529);
        assertThat(trouble.type()).isEqualTo(openAi ? "service_unavailable_error" : "overloaded_error");
        if (showsHeaders()) {
            assertThat(trouble.retryAfter()).isPresent();
        }
    }

    @Test
    void a_prompt_that_the_provider_finds_too_long_is_the_clients_mistake() {
        String text = "word ".repeat(Simulator.CONTEXT + 100);
        Trouble trouble = trouble(() -> client.say(Talk.of(pair.model(), text)));
        assertTooLong(trouble);
    }

    @Test
    void a_prompt_that_cannot_fit_is_refused_before_it_costs_anything() {
        int before = server.requests().size();
        String text = "several words of no weight ".repeat(Resources.SMALL_WINDOW);
        Trouble trouble = trouble(() -> client.say(Talk.of(Resources.small(pair.target()), text)));
        assertTooLong(trouble);
        assertThat(server.requests()).as("requests that reached the provider").hasSize(before);
    }

    private void assertTooLong(Trouble trouble) {
        assertThat(trouble.status()).isEqualTo(400);
        assertThat(trouble.type()).isEqualTo("invalid_request_error");
        if (pair.library().dialect() == Dialect.OPENAI) {
            assertThat(trouble.code()).isEqualTo("context_length_exceeded");
        } else {
            // What programs look for, since this API has no code for it.
            assertThat(trouble.message()).contains("prompt is too long");
        }
    }

    @Test
    void a_model_that_nobody_has_is_not_found() {
        Trouble trouble = trouble(() -> client.say(Talk.of("no-such-model", "Anybody here?")));
        assertNotFound(trouble);
        assertThat(trouble.message()).contains("no-such-model");
    }

    @Test
    void a_model_that_the_provider_does_not_have_is_not_found() {
        assertNotFound(trouble(() -> client.say(Talk.of(Resources.gone(pair.target()), "Anybody here?"))));
    }

    private void assertNotFound(Trouble trouble) {
        assertThat(trouble.status()).isEqualTo(404);
        assertThat(trouble.exception()).isIn("NotFoundException", "ModelNotFoundException");
        if (pair.library().dialect() == Dialect.OPENAI) {
            assertThat(trouble.code()).isEqualTo("model_not_found");
        } else {
            assertThat(trouble.type()).isEqualTo("not_found_error");
        }
    }

    @Test
    void a_result_without_a_call_is_refused_and_named() {
        Turn stray = new Turn.Found(
                List.of(new Turn.Finding(new Said.Call("call_never_made", "get_weather", null), "mild")));
        Trouble trouble =
                trouble(() -> client.say(Talk.of(pair.model(), "Hello.").then(stray)));
        assertThat(trouble.status()).isEqualTo(400);
        assertThat(trouble.type()).isEqualTo("invalid_request_error");
        assertThat(trouble.exception()).isIn("BadRequestException", "InvalidRequestException");
        assertThat(trouble.message()).containsAnyOf("messages", "tool");
    }

    @Test
    void a_picture_that_nobody_takes_is_refused_and_named() {
        Talk talk = Talk.of(pair.model(), "What is this?", new Turn.Picture("image/tiff", "AAAA"));
        Trouble trouble = trouble(() -> client.say(talk));
        assertThat(trouble.status()).isEqualTo(400);
        assertThat(trouble.type()).isEqualTo("invalid_request_error");
        assertThat(trouble.message()).containsAnyOf("content[1]", "content.1", "image");
    }

    @Test
    void a_stream_that_the_provider_breaks_off_fails_and_does_not_look_complete() {
        server.failNext("{'kind':'errorEvent','afterTokens':3,'code':503,'message':'Out of breath.'}");
        assertBroken(Ordeal.BROKEN);
    }

    @Test
    void a_stream_that_is_cut_off_fails_and_does_not_look_complete() {
        server.failNext("{'kind':'disconnect','afterTokens':3}");
        assertBroken(Ordeal.CUT);
    }

    private void assertBroken(Ordeal ordeal) {
        Throwable thrown = catchThrowable(() -> client.stream(ask(ordeal)));
        String exception = thrown == null ? "none" : thrown.getClass().getSimpleName();
        assertThat(exception)
                .isEqualTo(
                        switch (pair.library()) {
                            case OPENAI_JAVA, ANTHROPIC_JAVA -> "SseException";
                            case LANGCHAIN4J_ANTHROPIC -> "AnthropicStreamingException";
                            // It passes over an error in a stream, so that only the broken connection tells it.
                            case LANGCHAIN4J_OPENAI -> "LangChain4jException";
                        });
        if (pair.library() != Library.LANGCHAIN4J_OPENAI) {
            assertThat(thrown).hasMessageContaining(ordeal.route(pair.library(), pair.target()));
        }
    }

    private Talk ask(Ordeal ordeal) {
        return Talk.of(ordeal.route(pair.library(), pair.target()), "Say something.");
    }

    private boolean showsHeaders() {
        return pair.library() == Library.OPENAI_JAVA || pair.library() == Library.ANTHROPIC_JAVA;
    }

    private Trouble trouble(Supplier<Said> call) {
        Throwable thrown = catchThrowable(call::get);
        assertThat(thrown).as("what the user gets").isNotNull();
        return client.trouble(thrown);
    }
}
