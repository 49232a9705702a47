package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> KNOWN = Map.of("A", "1", "B", "$(A)");

    /** Cases in the manner of kubernetes/third_party/forked/golang/expansion/expand_test.go. */
    @ParameterizedTest
    @CsvSource({
        "$(A), 1",
        "x$(A)y$(A)z, x1y1z",
        "$(UNKNOWN), $(UNKNOWN)",
        "$$(A), $(A)",
        "$$$(A), $1",
        "$$$$(A), $$(A)",
        "$(B), $(A)",
        "$A, $A",
        "$(A, $(A",
        "cost: 5$, cost: 5$",
        "$$, $"
    })
    void expands(String text, String expanded) {
        assertThat(Expansion.expand(text, name -> Optional.ofNullable(KNOWN.get(name))))
                .isEqualTo(expanded);
    }
}
