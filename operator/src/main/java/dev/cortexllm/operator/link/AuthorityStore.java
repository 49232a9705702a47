package dev.cortexllm.operator.link;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Keeps the link's authority in a Secret of the operator's namespace, so that routers trust the next process, and the other
 * replica, too.
 */
public final class AuthorityStore {
    /** Name of the Secret. */
    public static final String SECRET = "cortex-operator-link";

    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;

    /**
     * @param client client of the cluster
     * @param namespace the operator's namespace
     */
    public AuthorityStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * The authority of this installation; made at the first call.
     *
     * @param now the present time
     * @param random source of keys
     * @return the authority
     */
    public LinkAuthority authority(Instant now, SecureRandom random) {
        Secret stored = client.secrets().inNamespace(namespace).withName(SECRET).get();
        if (stored != null) {
            LinkAuthority authority = read(stored);
            if (!authority.expiring(now)) {
                return authority;
            }
        }
        Secret made = secret(LinkAuthority.create(now, random), stored);
        try {
            return read(
                    stored == null
                            ? client.resource(made).create()
                            : client.resource(made).update());
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            // Another replica was faster: theirs counts.
            return read(client.secrets().inNamespace(namespace).withName(SECRET).require());
        }
    }

    private Secret secret(LinkAuthority authority, Secret replaced) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(SECRET)
                .withResourceVersion(
                        replaced == null ? null : replaced.getMetadata().getResourceVersion())
                .withLabels(Map.of("app.kubernetes.io/part-of", "cortex-llm"))
                .endMetadata()
                .withType("Opaque")
                .withData(Map.of(CERTIFICATE, encoded(authority.certificatePem()), KEY, encoded(authority.keyPem())))
                .build();
    }

    private static LinkAuthority read(Secret secret) {
        return LinkAuthority.read(decoded(secret, CERTIFICATE), decoded(secret, KEY));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoded(Secret secret, String name) {
        String data = secret.getData() == null ? null : secret.getData().get(name);
        if (data == null) {
            throw new IllegalArgumentException(
                    "Secret " + SECRET + " lacks " + name + "; delete it to have it made anew");
        }
        return new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    }
}
