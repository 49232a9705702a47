package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/choosing.md says what the router does. */
class ChoosingDocTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/choose/documented.yaml");
    private final String page = Files.readString(Path.of("../docs/choosing.md"));

    ChoosingDocTest() throws IOException {}

    @Test
    void the_example_is_the_one_that_is_tested() throws IOException {
        String table = Files.readString(EXAMPLE);
        assertThat(page)
                .contains("```yaml\n" + table.substring(table.indexOf("spec:"), table.indexOf("cases:")) + "```");
        for (JsonNode one : ChoosingWorld.YAML.readTree(table).get("cases")) {
            List<String> order = new ArrayList<>();
            one.get("order").forEach(name -> order.add("`" + name.asText() + "`"));
            String tried = order.isEmpty() ? "nothing: 503" : String.join(", ", order);
            assertThat(page).contains("| " + one.get("name").asText() + " | " + tried + " |");
        }
    }

    @Test
    void all_reasons_are_explained_in_the_words_of_the_router() {
        for (Reason reason : Reason.values()) {
            assertThat(page).contains("`" + reason + "`");
            if (!reason.tried()) {
                assertThat(page).contains("| `" + reason + "` | " + reason.words() + " |");
            }
        }
    }

    @Test
    void all_that_can_be_said_is_there() {
        for (Strategy strategy : Strategy.values()) {
            assertThat(page)
                    .contains("| `" + ChoosingWorld.YAML.valueToTree(strategy).textValue() + "`");
        }
        for (FallbackChain chain : FallbackChain.values()) {
            assertThat(page).contains("| `" + chain.word() + "` |");
        }
        for (CallerOverride override : CallerOverride.values()) {
            assertThat(page)
                    .contains("`" + ChoosingWorld.YAML.valueToTree(override).textValue() + "`");
        }
    }

    @Test
    void weights_and_constants_are_those_of_the_scores() {
        Map<String, Complexity> rows = Map.of(
                "`Low`", Complexity.LOW, "`Medium`, or nobody knows", Complexity.MEDIUM, "`High`", Complexity.HIGH);
        rows.forEach((word, complexity) -> {
            Scores.Weights weights = Scores.Weights.of(complexity, null);
            assertThat(page)
                    .contains(String.format(
                            Locale.ROOT,
                            "| %s | %.2f | %.2f | %.2f | %.2f |",
                            word,
                            weights.cost(),
                            weights.latency(),
                            weights.quality(),
                            weights.reliability()));
        });
        assertThat(Scores.Weights.of(null, null))
                .isEqualTo(Scores.Weights.of(Complexity.MEDIUM, LatencyClass.STANDARD));
        assertThat(page)
                .contains("and " + Scores.OUTPUT_TOKENS + " tokens of answer")
                .contains(String.format(
                        Locale.ROOT, "| %.0f s, %.0f tokens per second |", Scores.UNSEEN_TTFT, Scores.UNSEEN_RATE));
    }

    @Test
    void urgency_moves_weights_as_told() {
        for (Complexity complexity : Complexity.values()) {
            Scores.Weights usual = Scores.Weights.of(complexity, null);
            Scores.Weights soon = Scores.Weights.of(complexity, LatencyClass.INTERACTIVE);
            Scores.Weights later = Scores.Weights.of(complexity, LatencyClass.BATCH);
            assertThat(soon.latency() - usual.latency())
                    .isCloseTo(usual.cost() - soon.cost(), near())
                    .isCloseTo(0.10, near());
            assertThat(later.latency()).isZero();
            for (Scores.Weights weights : List.of(usual, soon, later)) {
                assertThat(weights.cost() + weights.latency() + weights.quality() + weights.reliability())
                        .isCloseTo(1, near());
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> near() {
        return org.assertj.core.api.Assertions.within(1e-9);
    }
}
