package dev.cortexllm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.catalogue.ModelQuery.Listed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelQueryTest {
    private static final Map<String, Listed> MODELS = new LinkedHashMap<>();

    static {
        MODELS.put("small", listed("a", Set.of(Capability.TOOLS), "0.1", "0.5", 60.0, 2.0));
        MODELS.put("large", listed("a", Set.of(Capability.TOOLS, Capability.VISION), "5", "25", 80.0, 9.0));
        MODELS.put("ours", listed("b", Set.of(), "0", "0", 50.0, 4.0));
        MODELS.put("mystery", new Listed(Set.of("b"), null, null, null, null, null));
        MODELS.put("lopsided", listed("b", Set.of(Capability.VISION), "1", "1", 70.0, null));
    }

    private static Listed listed(
            String provider, Set<Capability> can, String input, String output, Double quality, Double seconds) {
        return new Listed(Set.of(provider), can, new BigDecimal(input), new BigDecimal(output), quality, seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                          small large ours mystery lopsided",
        "provider=a,                                  small large",
        "provider=A,                                  small large",
        "provider=c,                                  ''",
        "capability=tools,                            small large",
        "capability=tools&capability=vision,          large",
        "capability=json_schema,                      ''",
        "maxInputUsd=1,                               small ours lopsided",
        "maxInputUsd=0.5,                             small ours",
        "maxOutputUsd=0.9999,                         small ours",
        "sort=cheapest,                               ours small lopsided large mystery",
        "sort=fastest,                                small ours large mystery lopsided",
        "sort=quality,                                large lopsided small ours mystery",
        "sort=quality&limit=2,                        large lopsided",
        "sort=cheapest&capability=vision,             lopsided large",
    })
    void modelsAreFilteredAndOrdered(String parameters, String expected) {
        List<String> found = ModelQuery.of(parsed(parameters)).of(List.copyOf(MODELS.keySet()), MODELS::get);
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=red                   | Parameter colour is not known here; known are capability, limit,",
                "capability=cooking           | Parameter capability takes Tools, Vision, JsonSchema, Reasoning,",
                "maxInputUsd=cheap            | Parameter maxInputUsd takes USD per million tokens such as 0.5.",
                "maxOutputUsd=-1              | Parameter maxOutputUsd takes USD",
                "sort=best                    | Parameter sort takes cheapest, fastest or quality.",
                "task=cooking                 | Parameter task takes UserChat, RequirementParsing,",
                "limit=0                      | Parameter limit takes a number from 1 to 1000.",
                "limit=1001                   | Parameter limit takes",
                "limit=ten                    | Parameter limit takes",
                "sort=quality&sort=cheapest   | Parameter sort may be given once.",
            })
    void aWrongParameterGetsASentence(String parameters, String message) {
        assertThatThrownBy(() -> ModelQuery.of(parsed(parameters)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static Map<String, List<String>> parsed(String parameters) {
        return parameters.isEmpty()
                ? Map.of()
                : Arrays.stream(parameters.split("&"))
                        .map(pair -> pair.split("="))
                        .collect(Collectors.groupingBy(
                                pair -> pair[0],
                                LinkedHashMap::new,
                                Collectors.mapping(pair -> pair[1], Collectors.toList())));
    }
}
