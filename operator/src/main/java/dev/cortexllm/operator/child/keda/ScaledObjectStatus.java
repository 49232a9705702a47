package dev.cortexllm.operator.child.keda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What we read of what KEDA says.
 *
 * @param conditions {@code Ready}, {@code Active} and others
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScaledObjectStatus(List<Condition> conditions) {

    /**
     * One condition.
     *
     * @param type its type
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param reason one word
     * @param message a sentence
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Condition(String type, String status, String reason, String message) {}
}
