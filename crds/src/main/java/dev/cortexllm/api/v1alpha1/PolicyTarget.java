package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * One model behind one provider or deployment. Exactly one of the two references is set.
 *
 * @param name how rules and fallbacks call it
 * @param providerRef the provider that serves it
 * @param deploymentRef the deployment that serves it
 * @param model the model's id at the provider; a deployment's own when absent
 * @param weight share of the draws of strategy Weighted, relative to the other targets' weights
 */
@ValidationRule(
        value = "has(self.providerRef) != has(self.deploymentRef)",
        message = "give exactly one of providerRef and deploymentRef")
@ValidationRule(value = "!has(self.providerRef) || has(self.model)", message = "a target with providerRef needs model")
public record PolicyTarget(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("How rules and fallbacks call this target.")
        String name,

        @JsonPropertyDescription("The LLMProvider that serves it.")
        ObjectRef providerRef,

        @JsonPropertyDescription("The ModelDeployment that serves it.")
        ObjectRef deploymentRef,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Id of the model at the provider; the deployment's served name when absent.")
        String model,

        @Min(0)
        @Max(1000000)
        @JsonPropertyDescription("Share of the draws of strategy Weighted, relative to the others; 1 when absent.")
        Integer weight) {}
