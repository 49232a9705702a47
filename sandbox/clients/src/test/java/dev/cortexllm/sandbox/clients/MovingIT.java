package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.ToolSpec;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Resources;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations that move from one provider to another, as they do after a fallback or an edit of a policy: calls, ids,
 * thoughts and signatures of one must not be in another's way.
 */
@ExtendWith(WorldExtension.class)
class MovingIT {
    static Stream<Arguments> everyMove() {
        return Arrays.stream(Library.values())
                .flatMap(library -> Arrays.stream(Target.values()).flatMap(from -> Arrays.stream(Target.values())
                        .filter(to -> to != from)
                        .map(to -> Arguments.of(library, from, to))));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyMove")
    void a_call_of_one_model_is_answered_to_another(Library library, Target from, Target to, World world) {
        Talk talk = Talk.of(from.route(), "Please call:get_weather and call:get_time aloud.")
                .with(ToolSpec.weather(), ToolSpec.time());
        move(library, talk, to, world);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyMove")
    void thoughts_of_one_model_are_not_in_anothers_way(Library library, Target from, Target to, World world) {
        Talk talk = Talk.of(from.route(), "Think, then call:get_weather please.")
                .with(ToolSpec.weather())
                .thinkingFirst();
        move(library, talk, to, world);
    }

    private static void move(Library library, Talk talk, Target to, World world) {
        ChatClient client = world.client(library);
        Said call = client.say(talk);
        assertThat(call.calls()).isNotEmpty();
        List<Turn.Finding> findings = call.calls().stream()
                .map(made -> new Turn.Finding(made, "nothing new from " + made.name()))
                .toList();
        Said said = client.say(
                talk.then(new Turn.Model(call), new Turn.Found(findings)).at(to.route()));
        assertThat(said.text())
                .isEqualTo(world.simulator(to).lastAnswer().text())
                .isNotBlank();
        assertThat(world.simulator(to).lastRequest().body())
                .contains(findings.stream().map(Turn.Finding::text).toList());
    }

    static Stream<Arguments> everyFallback() {
        return Arrays.stream(Library.values())
                .flatMap(library -> Arrays.stream(Target.values()).map(from -> Arguments.of(library, from)));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("everyFallback")
    void a_request_falls_over_to_another_provider(Library library, Target from, World world) {
        Target to = from.next();
        world.simulator(from).failNext("{'kind':'status','code':500,'message':'Out of order.'}");
        Said said = world.client(library).stream(Talk.of(Resources.fallback(library, from), "Anybody?"));
        assertThat(said.text()).isEqualTo(world.simulator(to).lastAnswer().text());
        assertThat(said.headers())
                .containsEntry("x-cortex-provider", to.title())
                .containsEntry("x-cortex-model", to.model())
                .containsEntry("x-cortex-attempts", "2");
    }
}
