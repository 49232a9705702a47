package dev.cortexllm.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTest {
    private final Told told = new Told(3);

    @Test
    void an_object_counts_once_its_status_speaks_of_its_generation() throws IOException {
        told.seen(object("RoutingPolicy", "a", 1, "{}"));
        told.seen(object("RoutingPolicy", "b", 2, "{\"observedGeneration\":1}"));
        assertThat(told.left()).isEqualTo(3);

        told.seen(object("RoutingPolicy", "a", 1, "{\"observedGeneration\":1}"));
        told.seen(object("RoutingPolicy", "a", 1, "{\"observedGeneration\":1}"));
        told.seen(object("ModelDeployment", "a", 1, "{\"observedGeneration\":1}"));
        assertThat(told.left()).isEqualTo(1);
        assertThat(told.await(0)).isFalse();

        told.seen(object("RoutingPolicy", "b", 2, "{\"observedGeneration\":2}"));
        assertThat(told.await(0)).isTrue();
    }

    @Test
    void an_object_may_have_to_say_something_else() throws IOException {
        Told counted = new Told(1, Told::counted);
        counted.seen(new ObjectMapper().readTree("{\"spec\":{\"replicas\":2},\"status\":{\"replicas\":1}}"));
        assertThat(counted.left()).isEqualTo(1);

        counted.seen(new ObjectMapper().readTree("{\"spec\":{\"replicas\":2},\"status\":{\"replicas\":2}}"));
        assertThat(counted.left()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Programmed, True,  7, true",
        "Programmed, True,  6, false",
        "Programmed, False, 7, false",
        "Ready,      True,  7, false",
    })
    void a_policy_is_programmed_when_its_condition_speaks_of_the_generation(
            String type, String status, long generation, boolean programmed) throws IOException {
        JsonNode policy = object(
                "RoutingPolicy",
                "a",
                7,
                "{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"True\",\"observedGeneration\":7},{\"type\":\""
                        + type + "\",\"status\":\"" + status + "\",\"observedGeneration\":" + generation + "}]}");

        assertThat(Told.programmed(policy, 7)).isEqualTo(programmed);
    }

    private static JsonNode object(String kind, String name, long generation, String status) throws IOException {
        return new ObjectMapper()
                .readTree("{\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"" + name + "\",\"generation\":"
                        + generation + "},\"status\":" + status + "}");
    }
}
