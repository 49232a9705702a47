package dev.cortexllm.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_aligned_and_numbers_stand_to_the_right() {
        String text = new Table("way", "seconds", "by")
                .row("round robin", Table.ratio(9.999), "x")
                .row("b", Table.ratio(12345), "yy")
                .toString();

        assertThat(text).isEqualTo("""
                way           seconds  by
                round robin     10.00  x
                b            12345.00  yy
                """);
    }

    @Test
    void a_row_of_another_length_is_a_mistake() {
        assertThatThrownBy(() -> new Table("a", "b").row("1")).hasMessage("1 cells under 2 heads");
    }
}
