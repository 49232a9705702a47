package dev.cortexllm.sandbox.kubelet.runtime;

import dev.cortexllm.sandbox.kubelet.reference.FieldReference;
import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.ObjectReader;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import dev.cortexllm.sandbox.kubelet.reference.ResourceReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The environment that a container asks for: {@code envFrom}, then {@code env} in order, later names over earlier ones. */
public final class ContainerEnvironment {
    private final Pod pod;
    private final PodPlace place;
    private final ObjectReader reader;

    /** An environment maker for the containers of one pod. */
    public ContainerEnvironment(Pod pod, PodPlace place, ObjectReader reader) {
        this.pod = pod;
        this.place = place;
        this.reader = reader;
    }

    /**
     * The variables of a container, references resolved and {@code $(NAME)} expanded.
     *
     * @throws MissingReferenceException when a reference that is not optional leads nowhere
     */
    public Map<String, String> of(Container container) throws MissingReferenceException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
            content(source).forEach((key, value) -> environment.put(prefix + key, value));
        }
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() == null) {
                String value = Objects.requireNonNullElse(variable.getValue(), "");
                environment.put(
                        variable.getName(),
                        Expansion.expand(value, name -> Optional.ofNullable(environment.get(name))));
            } else {
                value(container, variable.getValueFrom())
                        .ifPresent(value -> environment.put(variable.getName(), value));
            }
        }
        return environment;
    }

    private Map<String, String> content(EnvFromSource source) throws MissingReferenceException {
        if (source.getSecretRef() != null) {
            return secretContent(
                    source.getSecretRef().getName(),
                    Boolean.TRUE.equals(source.getSecretRef().getOptional()));
        }
        if (source.getConfigMapRef() != null) {
            return configMapContent(
                    source.getConfigMapRef().getName(),
                    Boolean.TRUE.equals(source.getConfigMapRef().getOptional()));
        }
        throw new MissingReferenceException("an envFrom entry names neither a Secret nor a ConfigMap");
    }

    private Optional<String> value(Container container, EnvVarSource from) throws MissingReferenceException {
        if (from.getFieldRef() != null) {
            return Optional.of(
                    FieldReference.value(pod, place, from.getFieldRef().getFieldPath()));
        }
        if (from.getResourceFieldRef() != null) {
            return Optional.of(ResourceReference.value(pod, container, place, from.getResourceFieldRef()));
        }
        if (from.getSecretKeyRef() != null) {
            var ref = from.getSecretKeyRef();
            boolean optional = Boolean.TRUE.equals(ref.getOptional());
            return key("Secret", ref.getName(), ref.getKey(), secretContent(ref.getName(), optional), optional);
        }
        if (from.getConfigMapKeyRef() != null) {
            var ref = from.getConfigMapKeyRef();
            boolean optional = Boolean.TRUE.equals(ref.getOptional());
            return key("ConfigMap", ref.getName(), ref.getKey(), configMapContent(ref.getName(), optional), optional);
        }
        throw new MissingReferenceException("a valueFrom names no source that the sandbox kubelet knows");
    }

    private Optional<String> key(String kind, String name, String key, Map<String, String> content, boolean optional)
            throws MissingReferenceException {
        String value = content.get(key);
        if (value == null && !optional) {
            throw new MissingReferenceException("couldn't find key " + key + " in " + kind + " "
                    + pod.getMetadata().getNamespace() + "/" + name);
        }
        return Optional.ofNullable(value);
    }

    private Map<String, String> secretContent(String name, boolean optional) throws MissingReferenceException {
        Optional<Secret> secret = reader.secret(pod.getMetadata().getNamespace(), name);
        if (secret.isEmpty() && !optional) {
            throw new MissingReferenceException("secret \"" + name + "\" not found");
        }
        Map<String, String> content = new LinkedHashMap<>();
        secret.map(Secret::getData)
                .ifPresent(data -> data.forEach((key, value) ->
                        content.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))));
        return content;
    }

    private Map<String, String> configMapContent(String name, boolean optional) throws MissingReferenceException {
        Optional<ConfigMap> map = reader.configMap(pod.getMetadata().getNamespace(), name);
        if (map.isEmpty() && !optional) {
            throw new MissingReferenceException("configmap \"" + name + "\" not found");
        }
        return map.map(ConfigMap::getData).orElse(Map.of());
    }
}
