package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.scale.Knowledge.State;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
    private static final State NOTHING = new State(false, Set.of(), "");
    private final Knowledge knowledge = new Knowledge();
    private Instant now = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void whatLastsIsWorthTellingOnce() {
        assertThat(note(NOTHING)).isFalse();
        now = now.plusSeconds(5);
        assertThat(note(NOTHING)).isTrue();
        assertThat(knowledge.of("a")).isEqualTo(NOTHING);
        assertThat(note(NOTHING)).isFalse();
        assertThat(note(State.COMPLETE)).isFalse();
        now = now.plusSeconds(5);
        assertThat(note(State.COMPLETE)).isTrue();
    }

    @Test
    void aRestartIsNot() {
        note(State.COMPLETE);
        now = now.plusSeconds(60);
        note(NOTHING);
        now = now.plusSeconds(4);
        assertThat(note(State.COMPLETE)).isFalse();
        now = now.plusSeconds(60);
        assertThat(note(State.COMPLETE)).isFalse();
        assertThat(knowledge.of("a")).isEqualTo(State.COMPLETE);
    }

    private boolean note(State state) {
        return knowledge.note("a", state, now);
    }
}
