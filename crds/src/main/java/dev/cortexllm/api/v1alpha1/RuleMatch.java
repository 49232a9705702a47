package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * When a rule applies: every part that is given must hold; within a list one entry suffices, except for headers, which must
 * all be there.
 *
 * @param models names the client asked for
 * @param task tasks named by the request's {@code x-cortex-task} header
 * @param headers request headers
 */
public record RuleMatch(
        @Size(max = 64) @JsonPropertyDescription("Model names, one of which the client asked for.")
        List<@Size(min = 1, max = 253) String> models,

        @Size(max = 16) @JsonPropertyDescription("Tasks, one of which the request's x-cortex-task header names.")
        List<Task> task,

        @Size(max = 16) @JsonPropertyDescription("Request headers, all of which are present.")
        List<HeaderMatch> headers) {}
