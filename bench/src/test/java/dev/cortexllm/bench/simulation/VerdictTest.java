package dev.cortexllm.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // load, USD and p99 of all cloud (hybrid: 100 USD, 1 s), USD and p99 of all local | what is wrong
                "2.0 | 125 | 2 | 50 | 3    | ''",
                "2.0 | 124 | 2 | 50 | 3    | hybrid costs 0.81 of all cloud",
                "2.0 | 125 | 2 | 50 | 2.9  | hybrid's p99 is 0.34 of all local's",
                "0.5 | 110 | 2 | 99 | 0.96 | ''",
                "0.5 | 110 | 2 | 94 | 0.96 | ''",
                "0.5 | 110 | 2 | 94 | 0.94 | all local beats hybrid on both p99 and cost",
                "0.5 |  90 | 1 | 99 | 1    | ''",
                "0.5 |  90 | .9 | 99 | 1   | all cloud beats hybrid on both p99 and cost",
            })
    void says_what_does_not_hold(
            double load, double cloudUsd, double cloudP99, double localUsd, double localP99, String wrong) {
        Map<Alternative, Outcome> outcomes = new EnumMap<>(Alternative.class);
        for (Alternative one : Alternative.values()) {
            outcomes.put(one, outcome(1, 100));
        }
        outcomes.put(Alternative.ALL_CLOUD, outcome(cloudP99, cloudUsd));
        outcomes.put(Alternative.ALL_LOCAL, outcome(localP99, localUsd));

        Verdict verdict = new Verdict(new Point(10, 1), load, 60, outcomes);

        assertThat(String.join("\n", verdict.breaches()))
                .isEqualTo(wrong.isEmpty() ? "" : "at 10 requests per second on 1 replicas " + wrong);
    }

    private static Outcome outcome(double p99, double usd) {
        return new Outcome(p99 / 2, p99, usd, 0.5, 0, 0);
    }
}
