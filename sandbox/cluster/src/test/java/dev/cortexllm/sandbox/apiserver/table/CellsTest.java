package dev.cortexllm.sandbox.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s", "PT119S, 119s", "PT120S, 2m", "PT185S, 3m5s", "PT10M, 10m", "PT179M, 179m", "PT3H, 3h",
        "PT7H30M, 7h30m", "PT47H, 47h", "PT48H, 2d", "PT50H, 2d2h", "P8D, 8d", "P729D, 729d", "P731D, 2y1d"
    })
    void ages(Duration duration, String expected) {
        assertThat(Age.human(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ".spec.size | 3",
                "{.spec.size} | 3",
                ".status.conditions[?(@.type==\"Ready\")].status | True",
                ".status.conditions[?(@.type=='Other')].status | ~~",
                ".status.conditions[0].type | Ready",
                ".status.conditions[*].type | Ready,Live",
                ".metadata.labels['a.b/c'] | x",
                ".metadata.labels.a\\.b/c | x",
                ".spec.absent | ~~"
            })
    void jsonPaths(String path, String expected) {
        JsonNode object = Json.parse("""
                {"metadata": {"labels": {"a.b/c": "x"}}, "spec": {"size": 3},
                 "status": {"conditions": [{"type": "Ready", "status": "True"}, {"type": "Live", "status": "False"}]}}""");
        assertThat(JsonPath.find(object, path).stream().map(JsonNode::asText).collect(Collectors.joining(",")))
                .isEqualTo(expected);
    }
}
