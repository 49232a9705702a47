package dev.cortexllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Parallelism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    @ParameterizedTest
    @CsvSource({
        // nodes, gpus, given tensor, pipeline, data -> tensor, pipeline, data
        "1, 0,  ,  ,   , 1, 1, 1",
        "1, 1,  ,  ,   , 1, 1, 1",
        "1, 8,  ,  ,   , 8, 1, 1",
        "2, 8,  ,  ,   , 8, 2, 1",
        "4, 8,  ,  ,   , 8, 4, 1",
        "2, 8,  ,  , 16, 1, 1, 16",
        "2, 8,  ,  , 4, 4, 1, 4",
        "4, 8,  ,  , 2, 8, 2, 2",
        "2, 8, 16,  ,   , 16, 1, 1",
        "2, 8,  , 1,   , 16, 1, 1",
        "2, 8, 4,  ,   , 4, 4, 1"
    })
    void whatIsNotSaidFollows(
            int nodes, int gpus, Integer t, Integer p, Integer d, int tensor, int pipeline, int data) {
        Parallelism given = t == null && p == null && d == null ? null : new Parallelism(t, p, d, null);
        Layout layout = Layout.of(nodes, gpus, given, null);
        assertThat(layout).isEqualTo(new Layout(nodes, gpus, tensor, pipeline, data, false));
        assertThat(layout.misfit()).isEmpty();
    }

    @Test
    void everySensibleLayoutIsItsOwnAnswer() {
        for (int nodes = 1; nodes <= 16; nodes++) {
            for (int gpus : new int[] {1, 2, 4, 8}) {
                for (int data = 1; data <= nodes * gpus; data++) {
                    Layout layout = Layout.of(nodes, gpus, new Parallelism(null, null, data, null), null);
                    if (layout.misfit().isEmpty()) {
                        assertThat(layout.copy() * data).isEqualTo(nodes * gpus);
                        assertThat(layout.copiesPerNode() == 0 ? layout.copy() % gpus : gpus % layout.copy())
                                .isZero();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 8, 8, 1, 1", "1, 8, 0, 1, 1", "3, 8, 4, 3, 2", "2, 8, -8, -2, 1", "65536, 65536, 65536, 65536, 1"})
    void aLayoutThatDoesNotFitSaysSo(int nodes, int gpus, int tensor, int pipeline, int data) {
        assertThat(new Layout(nodes, gpus, tensor, pipeline, data, false).misfit())
                .isPresent();
    }

    @Test
    void theUsersPartsTakeThePlaceOfThePresets() {
        Parallelism preset = new Parallelism(1, 1, 16, true);
        assertThat(Layout.of(2, 8, null, preset)).isEqualTo(new Layout(2, 8, 1, 1, 16, true));
        assertThat(Layout.of(2, 8, new Parallelism(8, null, null, null), preset))
                .isEqualTo(new Layout(2, 8, 8, 2, 1, false));
    }
}
