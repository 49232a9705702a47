package dev.cortexllm.sandbox.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens from the API server's TokenRequest, kept until 80 % of their lifetime has passed, as kubelet does (kubernetes
 * pkg/kubelet/token/token_manager.go).
 */
public final class ServiceAccountTokens implements TokenSource {
    private record Key(String podUid, String audience, long lifetimeSeconds) {}

    private record Token(String value, Instant renewAt) {}

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<Key, Token> cache = new ConcurrentHashMap<>();

    /** @param client stays the caller's to close */
    public ServiceAccountTokens(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public String token(Pod pod, String audience, long lifetimeSeconds) {
        Key key = new Key(pod.getMetadata().getUid(), Objects.requireNonNullElse(audience, ""), lifetimeSeconds);
        return cache.compute(
                        key,
                        (k, token) ->
                                token != null && clock.instant().isBefore(token.renewAt()) ? token : request(pod, k))
                .value();
    }

    /** When the first token of a pod is due for renewal; empty when it has none. */
    public Optional<Instant> renewal(String podUid) {
        return cache.entrySet().stream()
                .filter(entry -> entry.getKey().podUid().equals(podUid))
                .map(entry -> entry.getValue().renewAt())
                .min(Instant::compareTo);
    }

    /** Forgets the tokens of a pod that is gone. */
    public void forget(String podUid) {
        cache.keySet().removeIf(key -> key.podUid().equals(podUid));
    }

    private Token request(Pod pod, Key key) {
        Instant now = clock.instant();
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(key.audience().isEmpty() ? List.of() : List.of(key.audience()))
                .withExpirationSeconds(key.lifetimeSeconds())
                .withNewBoundObjectRef("v1", "Pod", pod.getMetadata().getName(), key.podUid())
                .endSpec()
                .build();
        TokenRequest answer = client.serviceAccounts()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default"))
                .tokenRequest(request);
        Duration lifetime =
                Duration.between(now, Instant.parse(answer.getStatus().getExpirationTimestamp()));
        return new Token(
                answer.getStatus().getToken(), now.plus(lifetime.multipliedBy(8).dividedBy(10)));
    }
}
