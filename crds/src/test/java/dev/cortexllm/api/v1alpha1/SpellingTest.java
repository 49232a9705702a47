package dev.cortexllm.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What resources write is read from callers too, in any spelling. */
class SpellingTest {
    static Stream<Arguments> words() {
        return Stream.of(
                        words(Complexity.values(), Complexity::of),
                        words(LatencyClass.values(), LatencyClass::of),
                        words(Capability.values(), Capability::of))
                .flatMap(one -> one);
    }

    private static <E extends Enum<E>> Stream<Arguments> words(E[] values, Function<String, Optional<E>> read) {
        return Stream.of(values).map(one -> Arguments.of(one, read));
    }

    @ParameterizedTest
    @MethodSource("words")
    void whatResourcesWriteIsRead(Enum<?> word, Function<String, Optional<?>> read) throws NoSuchFieldException {
        String written = word.getDeclaringClass()
                .getField(word.name())
                .getAnnotation(JsonProperty.class)
                .value();

        assertThat(read.apply(written).orElseThrow()).isEqualTo(word);
        assertThat(read.apply(" " + word.name().toLowerCase(Locale.ROOT) + " ").orElseThrow())
                .isEqualTo(word);
        assertThat(read.apply(word.name().replace('_', '-')).orElseThrow()).isEqualTo(word);
    }

    @Test
    void otherWordsAreNone() {
        assertThat(Complexity.of("extreme")).isEmpty();
        assertThat(LatencyClass.of("")).isEmpty();
        assertThat(Capability.of("json schema")).isEmpty();
    }
}
