package dev.cortexllm.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against labels {@code tier=gold, team=core}. */
class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("tier", "gold", "team", "core");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                      | true",
                "{matchLabels: {}}                                                       | true",
                "{matchLabels: {tier: gold}}                                             | true",
                "{matchLabels: {tier: gold, team: core}}                                 | true",
                "{matchLabels: {tier: silver}}                                           | false",
                "{matchLabels: {other: gold}}                                            | false",
                "{matchExpressions: [{key: tier, operator: In, values: [a, gold]}]}      | true",
                "{matchExpressions: [{key: tier, operator: In, values: [a]}]}            | false",
                "{matchExpressions: [{key: gone, operator: In, values: [a]}]}            | false",
                "{matchExpressions: [{key: tier, operator: NotIn, values: [a]}]}         | true",
                "{matchExpressions: [{key: tier, operator: NotIn, values: [gold]}]}      | false",
                "{matchExpressions: [{key: gone, operator: NotIn, values: [gold]}]}      | true",
                "{matchExpressions: [{key: tier, operator: Exists}]}                     | true",
                "{matchExpressions: [{key: gone, operator: Exists}]}                     | false",
                "{matchExpressions: [{key: gone, operator: DoesNotExist}]}               | true",
                "{matchExpressions: [{key: tier, operator: DoesNotExist}]}               | false",
                "{matchLabels: {tier: gold}, matchExpressions: [{key: gone, operator: Exists}]} | false",
            })
    void matchesAsKubernetesDoes(String selector, boolean expected) throws Exception {
        assertThat(new YAMLMapper().readValue(selector, LabelSelector.class).matches(LABELS))
                .isEqualTo(expected);
    }
}
