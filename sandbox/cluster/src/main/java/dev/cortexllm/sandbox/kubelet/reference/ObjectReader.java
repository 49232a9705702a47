package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** Reads the objects whose content containers are given. */
public interface ObjectReader {
    /** The Secret as it is now; empty when there is none. */
    Optional<Secret> secret(String namespace, String name);

    /** The ConfigMap as it is now; empty when there is none. */
    Optional<ConfigMap> configMap(String namespace, String name);
}
