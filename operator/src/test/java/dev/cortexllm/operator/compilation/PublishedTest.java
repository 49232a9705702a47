package dev.cortexllm.operator.compilation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedTest {
    @Test
    void knowsWhichGenerationEarlierConfigurationsHeld() {
        Published first = Samples.published(1, Optional.empty());
        Published second = Samples.published(2, Optional.of(first));
        String old = first.bundle().hash();
        String now = second.bundle().hash();
        assertThat(old).isNotEqualTo(now);
        assertThat(second.holds(now, "default/assistant", 2)).isTrue();
        assertThat(second.holds(old, "default/assistant", 2)).isFalse();
        assertThat(second.holds(old, "default/assistant", 1)).isTrue();
        assertThat(second.holds(null, "default/assistant", 1)).isFalse();
        assertThat(second.holds("unheard-of", "default/assistant", 1)).isFalse();
        assertThat(second.remembers("default/assistant")).isTrue();
        assertThat(second.remembers("elsewhere/assistant")).isFalse();
    }

    @Test
    void remembersABoundedNumber() {
        Optional<Published> published = Optional.empty();
        for (int generation = 1; generation <= 40; generation++) {
            published = Optional.of(Samples.published(generation, published));
        }
        assertThat(published.orElseThrow().generations()).hasSize(16);
        assertThat(published.orElseThrow().holds(Samples.bundle(40).hash(), "default/assistant", 40))
                .isTrue();
    }
}
