package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cortexllm.sandbox.clients.client.ChatClient;
import dev.cortexllm.sandbox.clients.client.Said;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.client.Trouble;
import dev.cortexllm.sandbox.clients.client.Turn;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.Target;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures, as data and by address. */
@ExtendWith(WorldExtension.class)
class ImagesIT {
    /** A PNG of one pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String ADDRESS = "https://pictures.example/harbour.png";

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("dev.cortexllm.sandbox.clients.world.Pair#all")
    void data_arrives_as_it_is(Pair pair, World world) {
        Simulator server = pair.simulator(world);
        Said said = pair.client(world).say(talk(pair, new Turn.Picture("image/png", PIXEL)));
        assertThat(said.text()).isEqualTo(server.lastAnswer().text()).isNotBlank();
        assertThat(server.lastRequest().body()).contains(PIXEL).contains("image/png");
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("dev.cortexllm.sandbox.clients.ImagesIT#fetching")
    void an_address_arrives_where_the_provider_fetches(Pair pair, World world) {
        Simulator server = pair.simulator(world);
        Said said = pair.client(world).say(talk(pair, new Turn.Picture(null, ADDRESS)));
        assertThat(said.text()).isEqualTo(server.lastAnswer().text()).isNotBlank();
        assertThat(server.lastRequest().body()).contains(ADDRESS);
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("dev.cortexllm.sandbox.clients.ImagesIT#notFetching")
    void an_address_is_refused_with_its_place_where_the_provider_does_not_fetch(Pair pair, World world) {
        ChatClient client = pair.client(world);
        Throwable thrown = catchThrowable(() -> client.say(talk(pair, new Turn.Picture(null, ADDRESS))));
        Trouble trouble = client.trouble(thrown);
        assertThat(trouble.status()).isEqualTo(400);
        assertThat(trouble.type()).isEqualTo("invalid_request_error");
    }

    static List<Pair> fetching() {
        return Pair.where(pair -> pair.target() != Target.GEMINI);
    }

    static List<Pair> notFetching() {
        return Pair.where(pair -> pair.target() == Target.GEMINI);
    }

    private static Talk talk(Pair pair, Turn.Picture picture) {
        return Talk.of(pair.model(), "What is in this picture?", picture);
    }
}
