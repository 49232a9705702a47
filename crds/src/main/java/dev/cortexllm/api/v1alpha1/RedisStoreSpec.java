package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The Redis that the routers of a gateway count in together.
 *
 * @param url where it is
 * @param credentials its password, where it wants one
 * @param commandTimeout how long a request waits for it at the most
 */
public record RedisStoreSpec(
        @Required
        @Pattern("^rediss?://[^\\s?#@/]+(/[0-9]{1,4})?$")
        @Size(max = 2048)
        @JsonPropertyDescription(
                "Where it is: redis://host:port, or rediss:// for TLS, and the number of a database where it is not 0."
                        + " Redis 6.2 or newer, or Valkey.")
        String url,

        @JsonPropertyDescription("Its password, where it wants one.")
        CredentialSource credentials,

        @Default(Defaults.REDIS_COMMAND)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "How long a request waits for it at the most, for example 100ms; then the router counts in its own memory"
                        + " until Redis answers again.")
        String commandTimeout) {}
