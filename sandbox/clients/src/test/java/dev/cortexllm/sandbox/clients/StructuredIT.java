package dev.cortexllm.sandbox.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.clients.client.Forecast;
import dev.cortexllm.sandbox.clients.client.Json;
import dev.cortexllm.sandbox.clients.client.Talk;
import dev.cortexllm.sandbox.clients.world.Pair;
import dev.cortexllm.sandbox.clients.world.Simulator;
import dev.cortexllm.sandbox.clients.world.World;
import dev.cortexllm.sandbox.clients.world.WorldExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of a given form: the library makes the schema, the provider follows it, the library reads what came. */
@ExtendWith(WorldExtension.class)
class StructuredIT {
    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("dev.cortexllm.sandbox.clients.world.Pair#all")
    void the_library_reads_what_the_model_wrote(Pair pair, World world) {
        Simulator server = pair.simulator(world);
        Talk talk = Talk.of(pair.model(), "Fill the form for Oslo, as JSON.");
        Forecast forecast = pair.client(world).structured(talk, Forecast.class);
        JsonNode written = Json.of(server.lastAnswer().text());
        assertThat(Json.tree(forecast)).isEqualTo(written);
        assertThat(written.path("remarks").path(0).path("topic").asText()).isNotBlank();
        // The schema itself arrived, not only the wish for JSON: a form's own names are in it.
        assertThat(server.lastRequest().body()).contains("city", "degrees", "remarks", "topic");
    }
}
