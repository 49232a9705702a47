package dev.cortexllm.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request is looked at only where that can change who answers it. */
class NeedsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // targets | spec | needs
                "{name: a, quality: 80, can: [Tools], usd: [1, 2]} | {strategy: Balanced} | ``",
                "{name: a, quality: 80} | {strategy: QualityOptimized, fallback: {chain: HighQuality}} | ``",
                "{name: a}, {name: b} | {strategy: Balanced} | ``",
                "{name: a, usd: [1, 2]}, {name: b, usd: [1, 3]} | {strategy: Balanced} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: Balanced} | task complexity latency",
                "{name: a, tasks: {UserChat: 80}}, {name: b} | {} | task complexity latency",
                "{name: a, quality: 80}, {name: b} | {strategy: QualityOptimized} | task",
                "{name: a, quality: 80}, {name: b} | {strategy: CostOptimized} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: LatencyOptimized} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: LocalFirst} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: Weighted} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: CapabilityMatch} | capabilities",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback, fallback: {chain: HighQuality}} | task",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback, fallback: {chain: CodeGeneration}} | ``",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback, rules: [{name: r, fallback: {chain: HighQuality}}]} | task",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback, rules: [{name: r, strategy: Balanced}]} | task complexity latency",
                "{name: a, quality: 80}, {name: b} | {strategy: Fallback, rules: [{name: r, prefer: [a]}]} | ``",
                "{name: a, can: [Tools]}, {name: b, can: [Tools, Vision]} | {strategy: Fallback} | capabilities",
                "{name: a, can: [Tools]}, {name: b} | {strategy: Fallback} | capabilities",
                "{name: a, can: [Tools]}, {name: b, can: [Tools, Reasoning]} | {strategy: Fallback} | ``",
                "{name: a, can: [Tools, Vision, JsonSchema]}, {name: b} | {strategy: Fallback} | ``",
                "{name: a} | {strategy: Fallback, rules: [{name: r, match: {task: [UserChat]}}]} | task",
                "{name: a} | {strategy: Fallback, rules: [{name: r, match: {latency: [Batch], promptTokens: {min: 5}}}]} | latency tokens",
                "{name: a} | {strategy: Fallback, rules: [{name: r, match: {capabilities: [LongContext]}}]} | capabilities",
                "{name: a} | {strategy: Fallback, rules: [{name: r, match: {workspaces: [support]}}]} | ``",
            })
    void what_a_policy_must_know(String targets, String spec, String expected) throws IOException {
        JsonNode list = ChoosingWorld.YAML.readTree("[" + targets + "]");
        int needs = ChoosingWorld.route(list, ChoosingWorld.YAML.readTree(spec)).needs();

        List<String> words = new ArrayList<>();
        List<String> all = List.of("task", "complexity", "latency", "capabilities", "tokens");
        for (int i = 0; i < all.size(); i++) {
            if ((needs & 1 << i) != 0) {
                words.add(all.get(i));
            }
        }
        assertThat(String.join(" ", words)).isEqualTo(expected);
    }
}
