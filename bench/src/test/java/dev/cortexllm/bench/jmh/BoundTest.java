package dev.cortexllm.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundTest {
    @Test
    void what_is_within_a_bound_holds_and_what_is_beyond_does_not() {
        Bound bound = Bound.of("another");

        assertThat(bound.holds(5, 512)).isTrue();
        assertThat(bound.holds(5.1, 512)).isFalse();
        assertThat(bound.holds(5, 514)).isFalse();
    }

    @Test
    void a_benchmark_without_a_bound_is_a_mistake() {
        assertThatThrownBy(() -> Bound.of("unknown")).hasMessage("unknown has no bound");
    }

    @Test
    void tells_what_gets_dearer_with_the_number_of_policies() {
        assertThat(Growth.grown(Map.of("STEADY", Map.of(100, 300.0, 10_000, 500.0))))
                .isEmpty();
        assertThat(Growth.grown(Map.of("WALKING", Map.of(100, 300.0, 10_000, 30_000.0))))
                .containsExactly("WALKING takes 30000 ns among many policies and 300 ns among few");
    }
}
