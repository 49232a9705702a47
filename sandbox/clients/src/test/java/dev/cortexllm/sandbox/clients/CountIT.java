package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.Library;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.ToolSpec;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code count_tokens} in front of every provider: exact where it counts itself, else a fair estimate. */
@ExtendWith(WorldExtension.class)
class CountIT {
    private static final Set<String> COUNTING = Set.of("anthropic", "gemini");

    static List<Pair> counting() {
        return Pair.where(pair -> pair.library().dialect() == Library.Dialect.ANTHROPIC);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("counting")
    void a_conversation_is_counted_before_it_is_sent(Pair pair, World world) {
        Simulator server = pair.simulator(world);
        Talk talk = Talk.of(pair.model(), "How many words does this sentence have in all?")
                .under("Count well.")
                .with(ToolSpec.weather());
        long answers = server.answers();
        long counted = pair.client(world).count(talk).orElseThrow();
        assertThat(server.answers()).as("counting generates nothing").isEqualTo((int) answers);
        if (COUNTING.contains(pair.target().server())) {
            // The simulated servers count words, and four a message.
            assertThat(counted).isEqualTo(9 + 2 + 4 * 2);
        } else {
            assertThat(counted).isBetween(10L, 200L);
        }
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("counting")
    void a_longer_conversation_counts_more(Pair pair, World world) {
        long less = pair.client(world).count(Talk.of(pair.model(), "short")).orElseThrow();
        long more = pair.client(world)
                .count(Talk.of(pair.model(), "not so short ".repeat(40)))
                .orElseThrow();
        assertThat(more).isGreaterThan(less + 80);
    }
}
