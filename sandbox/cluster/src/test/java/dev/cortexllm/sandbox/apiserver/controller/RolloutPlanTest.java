package dev.cortexllm.sandbox.apiserver.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlanTest {
    private static RolloutPlan plan(int replicas, String surge, String unavailable) {
        ObjectNode deployment = Json.object();
        ObjectNode spec = deployment.putObject("spec").put("replicas", replicas);
        ObjectNode rolling =
                spec.putObject("strategy").put("type", "RollingUpdate").putObject("rollingUpdate");
        rolling.set("maxSurge", Json.parse(surge));
        rolling.set("maxUnavailable", Json.parse(unavailable));
        return new RolloutPlan(deployment);
    }

    private static ObjectNode set(String name, int replicas, int available) {
        ObjectNode set = Json.object();
        set.putObject("metadata").put("name", name);
        set.putObject("spec").put("replicas", replicas);
        set.putObject("status").put("availableReplicas", available);
        return set;
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, surge, unavailable, new has, old has -> new gets
        "4, '\"25%\"', '\"25%\"', 0, 4, 1", "4, '\"25%\"', '\"25%\"', 1, 3, 2", "2, 0, 1, 0, 2, 0",
        "2, '\"100%\"', 0, 0, 2, 2", "3, 1, 0, 3, 0, 3", "1, 1, 0, 4, 0, 1"
    })
    void theNewSetGrowsWithinTheSurge(int wanted, String surge, String unavailable, int has, int old, int expected) {
        assertThat(plan(wanted, surge, unavailable)
                        .newReplicas(set("new", has, has), List.of(set("old", old, old)), true))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, surge, unavailable, new has and available, old has and available -> old gets
        "4, 1, 0, 1, 0, 4, 4, 4",
        "4, 1, 0, 1, 1, 4, 4, 3",
        "4, 0, 1, 0, 0, 4, 4, 3",
        "4, 1, 1, 1, 0, 4, 4, 3",
        "4, 1, 0, 4, 4, 1, 1, 0"
    })
    void oldSetsShrinkOnlyWhileEnoughAreAvailable(
            int wanted, int surge, int unavailable, int has, int available, int old, int oldAvailable, int expected) {
        int left = plan(wanted, "" + surge, "" + unavailable)
                .oldReplicas(set("new", has, available), List.of(set("old", old, oldAvailable)))
                .getOrDefault("old", old);
        assertThat(left).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"25%, 3, true, 1", "25%, 3, false, 0", "100%, 3, false, 3", "2, 3, true, 2"})
    void percentages(String value, int total, boolean up, int expected) {
        assertThat(RolloutPlan.resolve(Json.of(value.endsWith("%") ? value : Integer.valueOf(value)), total, up))
                .isEqualTo(expected);
    }
}
