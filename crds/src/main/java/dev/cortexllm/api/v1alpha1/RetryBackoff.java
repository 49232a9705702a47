package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * How long a request pauses before targets that failed are asked again. Durations such as {@code 500ms}, {@code 10s}.
 *
 * @param base the first pause; each further one is twice as long
 * @param max the longest pause
 */
public record RetryBackoff(
        @Default(Defaults.BACKOFF_BASE)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("The first pause, for example 500ms; each further one is twice as long.")
        String base,

        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("The longest pause; 10s when absent, or the first one if that is longer.")
        String max) {}
