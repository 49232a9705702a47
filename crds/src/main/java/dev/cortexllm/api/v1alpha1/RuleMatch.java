package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * When a rule applies: every part that is given must hold; within a list one entry suffices, except for headers and
 * capabilities, which must all be there.
 *
 * @param models names the client asked for, or globs of them
 * @param task tasks, as the caller says or the prompt shows
 * @param headers request headers
 * @param complexity how hard the request is, as the caller says or the prompt shows
 * @param latency how long the caller is willing to wait, as it says or the request shows
 * @param capabilities what the request needs of a model
 * @param promptTokens how long the prompt is, by an estimate
 * @param workspaces workspaces one of which the caller's key belongs to
 */
public record RuleMatch(
        @Size(max = 64)
        @JsonPropertyDescription(
                "Model names, one of which the client asked for; * stands for any text, a leading ! takes names out again.")
        List<@Size(min = 1, max = 253) String> models,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Tasks, one of which the request is for: as its caller says (x-cortex-task), otherwise as its prompt shows.")
        List<Task> task,

        @Size(max = 16) @JsonPropertyDescription("Request headers, all of which are present.")
        List<HeaderMatch> headers,

        @Size(max = 3)
        @JsonPropertyDescription(
                "How hard the request is: as its caller says (x-cortex-complexity), otherwise as its prompt shows.")
        List<Complexity> complexity,

        @Size(max = 3)
        @JsonPropertyDescription(
                "How long the caller is willing to wait: as it says (x-cortex-latency), otherwise Interactive"
                        + " for streams, Batch for service tiers flex and batch, Standard for the rest.")
        List<LatencyClass> latency,

        @Size(max = 5)
        @JsonPropertyDescription("What the request needs of a model, all of it: as its body shows or its caller says.")
        List<Capability> capabilities,

        @JsonPropertyDescription(
                "How many tokens the prompt has, by an estimate that is made without any model's vocabulary.")
        TokenRange promptTokens,

        @Size(max = 16) @JsonPropertyDescription("Workspaces, one of which the caller's key belongs to.")
        List<@Size(min = 1, max = 63) String> workspaces) {

    /** By model, task and headers alone. */
    public RuleMatch(List<String> models, List<Task> task, List<HeaderMatch> headers) {
        this(models, task, headers, null, null, null, null, null);
    }
}
