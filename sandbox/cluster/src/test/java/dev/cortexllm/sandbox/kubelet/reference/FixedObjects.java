package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster's Secrets and ConfigMaps for tests; the namespace does not matter. */
public final class FixedObjects implements ObjectReader {
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, ConfigMap> configMaps = new HashMap<>();

    /** Adds a Secret, content in plain text. */
    public FixedObjects secret(String name, Map<String, String> content) {
        SecretBuilder secret = new SecretBuilder();
        content.forEach((key, value) ->
                secret.addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        secrets.put(name, secret.build());
        return this;
    }

    /** Adds a ConfigMap. */
    public FixedObjects configMap(String name, Map<String, String> content) {
        configMaps.put(name, new ConfigMapBuilder().withData(content).build());
        return this;
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
        return Optional.ofNullable(configMaps.get(name));
    }
}
