package dev.cortexllm.bench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void the_sum_stands_in_the_last_line() {
        assertThat(LiveHeap.total("""
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:        181538       14034304  [B (java.base@17.0.15)
                   2:        175122        4202928  java.lang.String (java.base@17.0.15)
                Total       1203331       60012345
                """)).isEqualTo(60_012_345);
    }

    @Test
    void what_is_no_histogram_is_an_error() {
        assertThatThrownBy(() -> LiveHeap.total("123:\nNo such process")).hasMessageContaining("No such process");
        assertThatThrownBy(() -> LiveHeap.total("")).isInstanceOf(IllegalStateException.class);
    }
}
