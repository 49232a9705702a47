package dev.cortexllm.operator.scale;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;

/** Who owns {@code spec.replicas}, by the API server's own books ({@code metadata.managedFields}). */
final class NumberOwners {
    private NumberOwners() {}

    /**
     * The entries that hold the field.
     *
     * @param meta metadata of a deployment
     * @return in the server's order; empty when nobody has given a number, or no tracked writer has
     */
    static List<ManagedFieldsEntry> of(ObjectMeta meta) {
        return meta.getManagedFields().stream().filter(NumberOwners::owns).toList();
    }

    private static boolean owns(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas");
    }
}
