package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.ToolSpec;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that think first: it is asked for in each dialect's words, counted, and kept apart from the answer. */
@ExtendWith(WorldExtension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cortexllm.sandbox.clients.world.Pair#all")
class ThinkingIT {
    private final Pair pair;
    private final ChatClient client;
    private final Simulator server;

    ThinkingIT(Pair pair, World world) {
        this.pair = pair;
        this.client = pair.client(world);
        this.server = pair.simulator(world);
    }

    @Test
    void thoughts_are_asked_for_and_no_part_of_the_answer() {
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = way.apply(Talk.of(pair.model(), "Think well.").thinkingFirst());
            Simulator.Answer answer = server.lastAnswer();
            assertThat(answer.tokens("thoughtTokens")).isPositive();
            assertThat(said.text()).isEqualTo(answer.text()).isNotBlank();
            assertThat(said.tokens().output()).isEqualTo(answer.tokens("completionTokens"));
            // OpenAI itself shows no thoughts; everybody else's are shown in the client's own way.
            assertThat(said.thoughts()).isEqualTo(pair.target() == Target.OPENAI ? "" : answer.thoughts());
        }
    }

    @Test
    void thoughts_come_along_in_a_round_of_tools() {
        Talk talk = Talk.of(pair.model(), "Think, then call:get_weather please.")
                .with(ToolSpec.weather())
                .thinkingFirst();
        Said call = client.stream(talk);
        assertThat(call.calls()).hasSize(1);
        Said last = client.say(talk.then(
                new Turn.Model(call),
                new Turn.Found(List.of(new Turn.Finding(call.calls().get(0), "mild")))));
        assertThat(last.text()).isEqualTo(server.lastAnswer().text()).isNotBlank();
    }
}
