package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * How a policy tries again. Without it a request goes to the next target at once, whatever failed, and never to the same one
 * again. The field is not called {@code on}: YAML reads that as a truth value.
 *
 * @param classes classes of failure after which it does; all when absent
 * @param backoff pauses before targets that failed are asked again, when no other is left
 * @param budget how much extra load that may be
 */
public record Retry(
        @ListType(ListType.Kind.SET)
        @Size(min = 1, max = 4)
        @JsonPropertyDescription(
                "Failures after which a request is tried again: RateLimited, ServerError, Timeout, Connect; all of them when"
                        + " absent. After another one it ends.")
        List<FailureClass> classes,

        @Default(Defaults.EMPTY_OBJECT)
        @JsonPropertyDescription("Pauses before targets that failed are asked again, when no other target is left.")
        RetryBackoff backoff,

        @Default(Defaults.EMPTY_OBJECT)
        @JsonPropertyDescription("How much extra load repetitions may be, so that they cannot make an outage worse.")
        RetryBudget budget) {}
