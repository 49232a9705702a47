package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes' label selector: all of its parts must hold; an empty one selects everything.
 *
 * @param matchLabels labels that must be present with exactly these values
 * @param matchExpressions further requirements
 */
public record LabelSelector(
        @Size(max = 32) @JsonPropertyDescription("Labels that must be present with exactly these values.")
        Map<String, @Size(max = 63) String> matchLabels,

        @Size(max = 32) @JsonPropertyDescription("Further requirements; all must hold.")
        List<Requirement> matchExpressions) {

    /**
     * One requirement on a label.
     *
     * @param key the label
     * @param operator how {@code values} are compared
     * @param values the values for {@code In} and {@code NotIn}
     */
    public record Requirement(
            @Required @Size(max = 317) @JsonPropertyDescription("The label's key.")
            String key,

            @Required @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.")
            Operator operator,

            @Size(max = 64) @JsonPropertyDescription("Values for In and NotIn.")
            List<@Size(max = 63) String> values) {}

    /** Kubernetes' set-based operators. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }

    /**
     * Whether labels satisfy this selector.
     *
     * @param labels the labels of an object, never null
     * @return true when every requirement holds
     */
    public boolean matches(Map<String, String> labels) {
        boolean equal = matchLabels == null || labels.entrySet().containsAll(matchLabels.entrySet());
        return equal && (matchExpressions == null || matchExpressions.stream().allMatch(r -> holds(r, labels)));
    }

    private static boolean holds(Requirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.key());
        List<String> values = requirement.values() == null ? List.of() : requirement.values();
        return switch (requirement.operator()) {
            case In -> value != null && values.contains(value);
            case NotIn -> value == null || !values.contains(value);
            case Exists -> value != null;
            case DoesNotExist -> value == null;
        };
    }
}
