package dev.cortexllm.sandbox.kubelet.volume;

import dev.cortexllm.sandbox.kubelet.reference.FieldReference;
import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.ObjectReader;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import dev.cortexllm.sandbox.kubelet.reference.ResourceReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Which files the secret, configMap, downwardAPI and projected volumes of a pod hold. */
final class VolumeFiles {
    private static final int DEFAULT_MODE = 0644;
    private static final long DEFAULT_TOKEN_SECONDS = 3600;

    private final Pod pod;
    private final PodPlace place;
    private final ObjectReader reader;
    private final TokenSource tokens;

    VolumeFiles(Pod pod, PodPlace place, ObjectReader reader, TokenSource tokens) {
        this.pod = pod;
        this.place = place;
        this.reader = reader;
        this.tokens = tokens;
    }

    /** The files of a volume; empty when it is of a kind that the kubelet does not fill. */
    Optional<Map<String, FileContent>> of(Volume volume) throws MissingReferenceException {
        Map<String, FileContent> files = new TreeMap<>();
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            addSecret(
                    files,
                    source.getSecretName(),
                    source.getItems(),
                    mode(source.getDefaultMode()),
                    source.getOptional());
        } else if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            addConfigMap(
                    files, source.getName(), source.getItems(), mode(source.getDefaultMode()), source.getOptional());
        } else if (volume.getDownwardAPI() != null) {
            var source = volume.getDownwardAPI();
            addFields(files, source.getItems(), mode(source.getDefaultMode()));
        } else if (volume.getProjected() != null) {
            addProjected(files, volume.getProjected());
        } else {
            return Optional.empty();
        }
        return Optional.of(files);
    }

    private void addProjected(Map<String, FileContent> files, ProjectedVolumeSource projected)
            throws MissingReferenceException {
        int mode = mode(projected.getDefaultMode());
        for (var source : projected.getSources()) {
            if (source.getSecret() != null) {
                var secret = source.getSecret();
                addSecret(files, secret.getName(), secret.getItems(), mode, secret.getOptional());
            } else if (source.getConfigMap() != null) {
                var map = source.getConfigMap();
                addConfigMap(files, map.getName(), map.getItems(), mode, map.getOptional());
            } else if (source.getDownwardAPI() != null) {
                addFields(files, source.getDownwardAPI().getItems(), mode);
            } else if (source.getServiceAccountToken() != null) {
                var token = source.getServiceAccountToken();
                long seconds = Objects.requireNonNullElse(token.getExpirationSeconds(), DEFAULT_TOKEN_SECONDS);
                String text = tokens.token(pod, token.getAudience(), seconds);
                files.put(token.getPath(), FileContent.text(text, mode));
            } else {
                throw new MissingReferenceException(
                        "a projected source is of a kind the sandbox kubelet does not know");
            }
        }
    }

    private void addSecret(
            Map<String, FileContent> files, String name, List<KeyToPath> items, int mode, Boolean optional)
            throws MissingReferenceException {
        Optional<Secret> secret = reader.secret(pod.getMetadata().getNamespace(), name);
        if (secret.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new MissingReferenceException("secret \"" + name + "\" not found");
        }
        Map<String, byte[]> content = new TreeMap<>();
        secret.map(Secret::getData)
                .ifPresent(data -> data.forEach(
                        (key, value) -> content.put(key, Base64.getDecoder().decode(value))));
        add(files, "secret", name, content, items, mode, Boolean.TRUE.equals(optional));
    }

    private void addConfigMap(
            Map<String, FileContent> files, String name, List<KeyToPath> items, int mode, Boolean optional)
            throws MissingReferenceException {
        Optional<ConfigMap> map = reader.configMap(pod.getMetadata().getNamespace(), name);
        if (map.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new MissingReferenceException("configmap \"" + name + "\" not found");
        }
        Map<String, byte[]> content = new TreeMap<>();
        map.map(ConfigMap::getData)
                .ifPresent(
                        data -> data.forEach((key, value) -> content.put(key, value.getBytes(StandardCharsets.UTF_8))));
        map.map(ConfigMap::getBinaryData)
                .ifPresent(data -> data.forEach(
                        (key, value) -> content.put(key, Base64.getDecoder().decode(value))));
        add(files, "configmap", name, content, items, mode, Boolean.TRUE.equals(optional));
    }

    private static void add(
            Map<String, FileContent> files,
            String kind,
            String name,
            Map<String, byte[]> content,
            List<KeyToPath> items,
            int mode,
            boolean optional)
            throws MissingReferenceException {
        if (items == null || items.isEmpty()) {
            content.forEach((key, bytes) -> files.put(key, new FileContent(bytes, mode)));
            return;
        }
        for (KeyToPath item : items) {
            byte[] bytes = content.get(item.getKey());
            if (bytes != null) {
                files.put(item.getPath(), new FileContent(bytes, item.getMode() == null ? mode : item.getMode()));
            } else if (!optional) {
                throw new MissingReferenceException(
                        "references non-existent key \"" + item.getKey() + "\" of " + kind + " \"" + name + "\"");
            }
        }
    }

    private void addFields(Map<String, FileContent> files, List<DownwardAPIVolumeFile> items, int mode)
            throws MissingReferenceException {
        for (DownwardAPIVolumeFile item : items) {
            String value = item.getFieldRef() != null
                    ? FieldReference.value(pod, place, item.getFieldRef().getFieldPath())
                    : ResourceReference.value(pod, null, place, item.getResourceFieldRef());
            files.put(item.getPath(), FileContent.text(value, item.getMode() == null ? mode : item.getMode()));
        }
    }

    private static int mode(Integer mode) {
        return mode == null ? DEFAULT_MODE : mode;
    }
}
