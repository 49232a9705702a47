package dev.cortexllm.operator.compilation;

import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects of the cluster as the compiler reads them. */
public final class Readings {
    private static final String ALLOWED_HOSTS = "cortexllm.dev/allowed-hosts";

    private Readings() {}

    /**
     * Identity of a resource.
     *
     * @param kind its kind
     * @param resource the resource
     * @return its id
     */
    public static ResourceId id(Kind kind, CustomResource<?, ?> resource) {
        ObjectMeta meta = resource.getMetadata();
        return new ResourceId(kind, meta.getNamespace(), meta.getName());
    }

    /**
     * A resource as the compiler reads it.
     *
     * @param kind its kind
     * @param resource the resource as the API server gave it
     * @return the same in the compiler's terms
     */
    public static <S> Resource<S> of(Kind kind, CustomResource<S, ?> resource) {
        ObjectMeta meta = resource.getMetadata();
        return new Resource<>(
                id(kind, resource),
                meta.getUid(),
                meta.getGeneration() == null ? 0 : meta.getGeneration(),
                Instant.parse(meta.getCreationTimestamp()),
                orEmpty(meta.getLabels()),
                orEmpty(meta.getAnnotations()),
                resource.getSpec());
    }

    /**
     * The values of credential Secrets. White space around a key is dropped: no API key has any, but files from which
     * Secrets are made often end with a line break. Each Secret is there as a whole too, under {@link SecretId#empty}.
     *
     * @param secrets labelled Secrets
     * @return their values
     */
    public static Map<SecretId, SecretValue> secrets(Stream<Secret> secrets) {
        Map<SecretId, SecretValue> values = new HashMap<>();
        secrets.forEach(secret -> {
            Set<String> hosts = allowedHosts(secret);
            values.put(
                    SecretId.empty(
                            secret.getMetadata().getNamespace(),
                            secret.getMetadata().getName()),
                    new SecretValue(null, hosts));
            orEmpty(secret.getData()).forEach((key, encoded) -> {
                String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                values.put(
                        new SecretId(
                                secret.getMetadata().getNamespace(),
                                secret.getMetadata().getName(),
                                key),
                        new SecretValue(text.strip(), hosts));
            });
        });
        return values;
    }

    private static Set<String> allowedHosts(Secret secret) {
        String hosts = orEmpty(secret.getMetadata().getAnnotations()).getOrDefault(ALLOWED_HOSTS, "");
        return Arrays.stream(hosts.split("[,\\s]+"))
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
