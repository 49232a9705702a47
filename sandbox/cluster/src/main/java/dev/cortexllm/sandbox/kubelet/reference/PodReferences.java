package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which Secrets and ConfigMaps a pod reads, so that only these are followed. */
public final class PodReferences {
    private PodReferences() {}

    /** Every Secret and ConfigMap that a volume or an environment of the pod names, optional ones too. */
    public static Set<ObjectKey> of(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        Set<ObjectKey> keys = new LinkedHashSet<>();
        pod.getSpec().getVolumes().forEach(volume -> addVolume(keys, namespace, volume));
        Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .forEach(container -> addEnvironment(keys, namespace, container));
        return keys;
    }

    private static void addVolume(Set<ObjectKey> keys, String namespace, Volume volume) {
        if (volume.getSecret() != null) {
            keys.add(ObjectKey.secret(namespace, volume.getSecret().getSecretName()));
        }
        if (volume.getConfigMap() != null) {
            keys.add(ObjectKey.configMap(namespace, volume.getConfigMap().getName()));
        }
        if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                if (source.getSecret() != null) {
                    keys.add(ObjectKey.secret(namespace, source.getSecret().getName()));
                }
                if (source.getConfigMap() != null) {
                    keys.add(
                            ObjectKey.configMap(namespace, source.getConfigMap().getName()));
                }
            }
        }
    }

    private static void addEnvironment(Set<ObjectKey> keys, String namespace, Container container) {
        for (EnvFromSource source : container.getEnvFrom()) {
            if (source.getSecretRef() != null) {
                keys.add(ObjectKey.secret(namespace, source.getSecretRef().getName()));
            }
            if (source.getConfigMapRef() != null) {
                keys.add(ObjectKey.configMap(namespace, source.getConfigMapRef().getName()));
            }
        }
        for (EnvVar variable : container.getEnv()) {
            var from = variable.getValueFrom();
            if (from != null && from.getSecretKeyRef() != null) {
                keys.add(ObjectKey.secret(namespace, from.getSecretKeyRef().getName()));
            }
            if (from != null && from.getConfigMapKeyRef() != null) {
                keys.add(
                        ObjectKey.configMap(namespace, from.getConfigMapKeyRef().getName()));
            }
        }
    }
}
