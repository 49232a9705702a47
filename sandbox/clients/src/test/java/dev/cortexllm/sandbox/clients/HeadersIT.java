package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Library;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers by which an answer says how it came about: the one thing that gives the router away. */
@ExtendWith(WorldExtension.class)
class HeadersIT {
    static List<Pair> routed() {
        return Pair.where(pair -> !pair.direct());
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("routed")
    void an_answer_says_where_it_comes_from(Pair pair, World world) {
        ChatClient client = pair.client(world);
        for (Function<Talk, Said> way : List.<Function<Talk, Said>>of(client::say, client::stream)) {
            Said said = way.apply(Talk.of(pair.model(), "Where are you?"));
            assertThat(said.headers())
                    .containsEntry("x-cortex-provider", pair.target().title())
                    .containsEntry("x-cortex-model", pair.target().model())
                    .containsEntry("x-cortex-policy", pair.target().route())
                    .containsEntry("x-cortex-attempts", "1")
                    .containsKeys("x-cortex-request-id", "x-cortex-overhead-ms");
            if (pair.library().dialect() == Library.Dialect.ANTHROPIC) {
                assertThat(said.headers()).containsKey("request-id");
            }
        }
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("routed")
    void an_answer_says_what_it_cost(Pair pair, World world) {
        Said said = pair.client(world).say(Talk.of(pair.model(), "What do I owe you?"));
        Simulator.Answer answer = pair.simulator(world).lastAnswer();
        // 2 and 8 USD per million tokens.
        BigDecimal micros =
                BigDecimal.valueOf(2 * answer.tokens("promptTokens") + 8 * answer.tokens("completionTokens"));
        assertThat(new BigDecimal(said.headers().get("x-cortex-cost-usd")))
                .isEqualByComparingTo(micros.movePointLeft(6));
    }
}
