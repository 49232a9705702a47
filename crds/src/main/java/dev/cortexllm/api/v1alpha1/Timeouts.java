package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * How long the router waits for an upstream at each stage of one attempt. All are durations such as {@code 500ms}, {@code
 * 30s}, {@code 1m30s}.
 *
 * @param connect until a connection stands
 * @param firstByte from the request's last byte to the answer's first content
 * @param idle between two pieces of a streamed answer
 * @param total for the whole attempt; no default of the schema, as a provider may have one of its own in {@link
 *     RequestDefaults#timeout()}
 */
public record Timeouts(
        @Default(Defaults.CONNECT)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("Longest wait for a connection, for example 5s.")
        String connect,

        @Default(Defaults.FIRST_BYTE)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("Longest wait for the first content of an answer, for example 60s.")
        String firstByte,

        @Default(Defaults.IDLE)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("Longest silence between two pieces of a streamed answer, for example 60s.")
        String idle,

        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "Longest duration of one attempt as a whole, for example 5m; a provider's defaults.timeout when absent,"
                        + " and 10m when that is absent too.")
        String total) {}
