package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A volume of the engine and where it is mounted. Other kinds of volumes go into {@code podTemplate}.
 *
 * @param name name of the volume
 * @param mountPath where the engine sees it
 * @param subPath the part of it that is mounted; all of it when absent
 * @param readOnly whether the engine may not write
 * @param persistentVolumeClaim name of the claim that it is
 * @param configMap name of the ConfigMap that it is
 * @param emptyDir size limit of the scratch space that it is, as a quantity
 */
@ValidationRule(
        value =
                "[has(self.persistentVolumeClaim), has(self.configMap), has(self.emptyDir)].filter(given, given).size() == 1",
        message = "give exactly one of persistentVolumeClaim, configMap, emptyDir")
public record EngineVolume(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the volume.")
        String name,

        @Required @Size(min = 1, max = 1024) @Pattern("^/[^:]*$") @JsonPropertyDescription("Where the engine sees it.")
        String mountPath,

        @Size(min = 1, max = 1024) @JsonPropertyDescription("The part of it that is mounted; all of it when absent.")
        String subPath,

        @JsonPropertyDescription("Whether the engine may not write.")
        Boolean readOnly,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the claim that it is.")
        String persistentVolumeClaim,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ConfigMap that it is.")
        String configMap,

        @Size(max = 32)
        @Pattern("^[0-9]+([.][0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$")
        @JsonPropertyDescription("Size limit of the scratch space that it is, for example 100Gi.")
        String emptyDir) {}
