package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Words in, words out, as a whole and in pieces. */
@ExtendWith(WorldExtension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cortexllm.sandbox.clients.world.Pair#all")
class ChatIT {
    private final Pair pair;
    private final ChatClient client;
    private final Simulator server;

    ChatIT(Pair pair, World world) {
        this.pair = pair;
        this.client = pair.client(world);
        this.server = pair.simulator(world);
    }

    @Test
    void an_answer_arrives_word_for_word() {
        Said said = client.say(Talk.of(pair.model(), "Say something about harbours."));
        Simulator.Answer answer = server.lastAnswer();
        assertThat(said.text()).isEqualTo(answer.text()).isNotBlank();
        assertThat(said.finish()).isEqualTo(Said.Finish.STOP);
        assertThat(said.calls()).isEmpty();
        assertThat(said.id()).isNotBlank();
        assertTokens(said, answer);
    }

    @Test
    void a_stream_arrives_in_pieces_and_tells_its_usage() {
        Said said = client.stream(Talk.of(pair.model(), "Say something about bridges."));
        Simulator.Answer answer = server.lastAnswer();
        assertThat(said.text()).isEqualTo(answer.text()).isNotBlank();
        assertThat(String.join("", said.pieces())).isEqualTo(answer.text());
        assertThat(said.pieces()).hasSizeGreaterThan(5);
        assertThat(said.finish()).isEqualTo(Said.Finish.STOP);
        assertThat(said.id()).isNotBlank();
        assertTokens(said, answer);
    }

    @Test
    void system_text_and_history_reach_the_model() {
        Talk first = Talk.of(pair.model(), "My name is Ada.").under("Answer like a harbour master.");
        Said greeting = client.say(first);
        Talk second = first.then(new Turn.Model(greeting), new Turn.User("What is my name?", List.of()));
        Said said = client.say(second);
        Simulator.Answer answer = server.lastAnswer();
        assertThat(said.text()).isEqualTo(answer.text());
        // Every text counts by its words, so that none can have been lost or doubled.
        int words = "Answer like a harbour master. My name is Ada. What is my name?".split(" ").length
                + greeting.text().split(" ").length;
        assertThat(answer.tokens("promptTokens")).isEqualTo(words + 4 * 4);
        assertThat(server.lastRequest().body())
                .containsSubsequence("Answer like a harbour master.")
                .containsSubsequence("My name is Ada.", "What is my name?");
    }

    @Test
    void a_limit_cuts_the_answer_and_says_so() {
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = way.apply(Talk.of(pair.model(), "Be brief.").within(5));
            assertThat(said.text()).isEqualTo(server.lastAnswer().text());
            assertThat(said.tokens().output()).isEqualTo(5);
            assertThat(said.finish()).isEqualTo(Said.Finish.LENGTH);
        }
    }

    @Test
    void a_stop_text_ends_the_answer_and_is_no_part_of_it() {
        Talk talk = Talk.of(pair.model(), "Stop in time.");
        String stop = client.say(talk).text().split(" ")[4];
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = way.apply(talk.until(stop));
            assertThat(said.text()).isEqualTo(server.lastAnswer().text()).doesNotContain(stop);
            assertThat(said.finish()).isEqualTo(Said.Finish.STOP);
        }
    }

    @Test
    void what_the_provider_had_in_its_cache_is_told() {
        Talk talk = Talk.of(pair.model(), "This is a long text that comes again and again. ".repeat(20) + pair);
        client.say(talk);
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = way.apply(talk);
            boolean tells = Set.of(Target.OPENAI, Target.GEMINI, Target.GEMINI3).contains(pair.target());
            long cached = server.lastAnswer().tokens("cachedTokens");
            assertThat(cached).isPositive();
            // Anthropic caches what is marked, and vLLM does not tell.
            assertThat(said.tokens().cached()).isEqualTo(tells ? cached : 0);
            assertTokens(said, server.lastAnswer());
        }
    }

    private void assertTokens(Said said, Simulator.Answer answer) {
        assertThat(said.tokens()).isNotNull();
        assertThat(said.tokens().input()).isEqualTo(answer.tokens("promptTokens"));
        assertThat(said.tokens().output()).isEqualTo(answer.tokens("completionTokens"));
    }
}
