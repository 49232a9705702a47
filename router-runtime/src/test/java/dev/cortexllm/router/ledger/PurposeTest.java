package dev.cortexllm.router.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeTest {
    @Test
    void nothingSaidIsNothing() throws Exception {
        assertThat(Purpose.of(null, List.of())).isSameAs(Purpose.NONE);
    }

    @Test
    void severalHeadersAreOneListWithoutTwins() throws Exception {
        assertThat(Purpose.of("run-7/step:3@2026", List.of("team=a, env=prod", "team=a,x")))
                .isEqualTo(new Purpose("run-7/step:3@2026", List.of("team=a", "env=prod", "x")));
        assertThat(Purpose.of("a".repeat(128), List.of("t".repeat(64))).executionId())
                .hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "=1+1", "-1", "@x", "a b", "a,b", "a\"", "a\u001fb", "\u00e4", "a|b"})
    void idsOfOtherCharactersAreNamedInASentence(String id) {
        assertThatThrownBy(() -> Purpose.of(id, List.of()))
                .isInstanceOf(Purpose.Malformed.class)
                .hasMessageStartingWith("Header x-cortex-execution-id must be 1 to 128 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,", ",a", "a,,b", "+a", "a b", "a;b", "ok,=cmd"})
    void tagsOfOtherCharactersAreNamedInASentence(String tags) {
        assertThatThrownBy(() -> Purpose.of(null, List.of(tags)))
                .isInstanceOf(Purpose.Malformed.class)
                .hasMessageStartingWith("Header x-cortex-tags must hold tags of 1 to 64 characters");
    }

    @Test
    void tooLongAndTooManyAreRefused() {
        assertThatThrownBy(() -> Purpose.of("a".repeat(129), List.of())).isInstanceOf(Purpose.Malformed.class);
        assertThatThrownBy(() -> Purpose.of(null, List.of("a".repeat(65)))).isInstanceOf(Purpose.Malformed.class);
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "t" + i).toList();
        assertThatThrownBy(() -> Purpose.of(null, eleven)).hasMessage("Header x-cortex-tags names more than 10 tags.");
    }
}
