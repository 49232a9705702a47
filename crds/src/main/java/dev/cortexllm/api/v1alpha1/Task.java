package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** What a request is for. The caller says it in {@code x-cortex-task}; otherwise the router goes by the prompt. */
public enum Task {
    @JsonProperty("UserChat")
    USER_CHAT,
    @JsonProperty("RequirementParsing")
    REQUIREMENT_PARSING,
    @JsonProperty("SystemOperation")
    SYSTEM_OPERATION,
    @JsonProperty("ErrorDebugging")
    ERROR_DEBUGGING,
    @JsonProperty("CodeGeneration")
    CODE_GENERATION,
    @JsonProperty("DependencyResolution")
    DEPENDENCY_RESOLUTION,
    @JsonProperty("Configuration")
    CONFIGURATION,
    @JsonProperty("ToolExecution")
    TOOL_EXECUTION,
    @JsonProperty("Creative")
    CREATIVE,
    @JsonProperty("Analysis")
    ANALYSIS,
    @JsonProperty("Simple")
    SIMPLE;

    /**
     * Reads a caller's spelling: case, underscores and dashes do not count ({@code code_generation}, {@code CodeGeneration}).
     *
     * @param spelling the header's value
     * @return the task, or empty when there is none of that name
     */
    public static Optional<Task> of(String spelling) {
        return Spelling.read(values(), spelling);
    }
}
