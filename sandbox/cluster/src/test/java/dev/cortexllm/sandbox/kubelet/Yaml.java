package dev.cortexllm.sandbox.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Kubernetes objects from the YAML of the tests. */
public final class Yaml {
    private Yaml() {}

    /** A pod {@code ns/p} with uid {@code u-1} and the label {@code app: x}, of this spec. */
    public static Pod pod(String spec) {
        return read("metadata: {namespace: ns, name: p, uid: u-1, labels: {app: x}}\nspec: " + spec, Pod.class);
    }

    /** An object of a type. */
    public static <T> T read(String yaml, Class<T> type) {
        return Serialization.unmarshal(yaml, type);
    }
}
