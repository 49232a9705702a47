package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A volume that the weights are downloaded to once, for all replicas and all their restarts.
 *
 * @param size size of the volume, as a quantity
 * @param storageClassName storage class; the cluster's default when absent
 * @param accessMode access mode of the claim
 * @param whenDeleted what becomes of the claim when the deployment is deleted
 */
public record ModelCache(
        @Required
        @Size(max = 32)
        @Pattern("^[0-9]+([.][0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$")
        @JsonPropertyDescription("Size of the volume, for example 700Gi; it can grow but not shrink.")
        String size,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Storage class; the cluster's default when absent.")
        String storageClassName,

        @Default("ReadWriteMany")
        @JsonPropertyDescription(
                "Access mode of the claim: ReadWriteMany, or ReadWriteOnce where all replicas run on one node.")
        CacheAccess accessMode,

        @Default("Retain")
        @JsonPropertyDescription("What becomes of the claim when the deployment is deleted: Retain or Delete.")
        WhenDeleted whenDeleted) {}
