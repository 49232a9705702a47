package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Json;
import dev.cortexllm.sandbox.clients.client.Library.Dialect;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.ToolSpec;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools: the model calls, the client answers, the model goes on. The simulated servers refuse any history that is not right. */
@ExtendWith(WorldExtension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cortexllm.sandbox.clients.world.Pair#all")
class ToolsIT {
    private static final ToolSpec WEATHER = ToolSpec.weather();
    private static final ToolSpec TIME = ToolSpec.time();

    private final Pair pair;
    private final ChatClient client;
    private final Simulator server;

    ToolsIT(Pair pair, World world) {
        this.pair = pair;
        this.client = pair.client(world);
        this.server = pair.simulator(world);
    }

    @Test
    void a_call_goes_round() {
        roundTrip(client::say, "Please call:get_weather for me.", 1);
    }

    @Test
    void a_streamed_call_goes_round() {
        roundTrip(client::stream, "Now call:get_weather in pieces.", 1);
    }

    @Test
    void calls_in_parallel_go_round() {
        roundTrip(client::say, "Please call:get_weather and call:get_time and call:get_weather again.", 3);
    }

    @Test
    void streamed_calls_in_parallel_go_round() {
        roundTrip(client::stream, "Please call:get_time and call:get_weather, both in pieces.", 2);
    }

    @Test
    void words_before_a_call_are_kept() {
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = roundTrip(way, "Think aloud and call:get_weather then.", 1);
            assertThat(said.text()).isNotBlank();
        }
    }

    @Test
    void a_second_round_follows_the_first() {
        Talk first = offer("Please call:get_weather first.");
        Said call = client.say(first);
        Talk second = first.then(new Turn.Model(call), found(call), ask("And now call:get_time too."));
        Said next = client.stream(second);
        assertCalls(next, 1);
        Said last = client.say(second.then(new Turn.Model(next), found(next)));
        assertThat(last.text()).isEqualTo(server.lastAnswer().text()).isNotBlank();
    }

    @Test
    void one_call_at_a_time_is_obeyed_or_said_to_be_impossible() {
        Said said = client.say(
                offer("Please call:get_weather and call:get_time at once.").oneCallAtATime());
        if (pair.target().server().equals("gemini")) {
            // Gemini has no word for it.
            String field = pair.library().dialect() == Dialect.OPENAI
                    ? "parallel_tool_calls"
                    : "tool_choice.disable_parallel_tool_use";
            assertThat(said.headers()).containsEntry("x-cortex-dropped", field);
        } else {
            assertThat(said.calls()).hasSize(1);
            assertThat(said.headers()).doesNotContainKey("x-cortex-dropped");
        }
    }

    private Talk offer(String text) {
        return Talk.of(pair.model(), text).with(WEATHER, TIME);
    }

    /** Returns the turn with the calls. */
    private Said roundTrip(Function<Talk, Said> way, String text, int calls) {
        Talk talk = offer(text);
        Said call = way.apply(talk);
        assertCalls(call, calls);
        Said last = way.apply(talk.then(new Turn.Model(call), found(call)));
        assertThat(last.text()).isEqualTo(server.lastAnswer().text()).isNotBlank();
        assertThat(last.finish()).isEqualTo(Said.Finish.STOP);
        assertThat(server.lastRequest().body())
                .contains(call.calls().stream().map(ToolsIT::finding).toArray(String[]::new));
        return call;
    }

    private void assertCalls(Said said, int calls) {
        Simulator.Answer answer = server.lastAnswer();
        assertThat(answer.calls()).hasSize(calls);
        assertThat(said.calls()).hasSize(calls);
        assertThat(said.text()).isEqualTo(answer.text());
        for (int i = 0; i < calls; i++) {
            assertThat(said.calls().get(i).name())
                    .isEqualTo(answer.calls().get(i).path("tool").asText());
            assertThat(said.calls().get(i).arguments())
                    .isEqualTo(Json.of(answer.calls().get(i).path("text").asText()));
        }
        assertThat(Set.copyOf(said.calls().stream().map(Said.Call::id).toList()))
                .hasSize(calls)
                .doesNotContain("");
        assertThat(said.finish()).isEqualTo(Said.Finish.CALLS);
        boolean streamed = said.argumentPieces() > 0;
        if (streamed && !pair.target().server().equals("gemini")) {
            // Gemini gives arguments as a whole; all others must not have been held back.
            assertThat(said.argumentPieces()).isGreaterThan(calls);
        }
    }

    private static Turn found(Said said) {
        List<Turn.Finding> findings = new ArrayList<>();
        said.calls().forEach(call -> findings.add(new Turn.Finding(call, finding(call))));
        return new Turn.Found(findings);
    }

    private static String finding(Said.Call call) {
        return "the result of " + call.name() + " is " + call.id().hashCode();
    }

    private static Turn ask(String text) {
        return new Turn.User(text, List.of());
    }
}
