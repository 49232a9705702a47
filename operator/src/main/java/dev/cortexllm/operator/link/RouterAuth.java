package dev.cortexllm.operator.link;

import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.operator.child.RouterNames;
import dev.cortexllm.operator.compilation.GatewayId;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who is calling: a token of the link's own audience is reviewed by the API server and must be that of a gateway's router
 * ServiceAccount, or of one whose pods may have a router of it as a sidecar, bound to a pod. Reviews are remembered for a minute at the most, by the token's hash.
 */
public final class RouterAuth {
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    /** Refusals are asked again sooner: a gateway may just have been created. */
    private static final Duration REFUSAL_REMEMBERED = Duration.ofSeconds(2);

    private static final int REMEMBERED_TOKENS = 4096;
    private static final String ACCOUNT_PREFIX = "system:serviceaccount:";
    private static final String POD_NAME = "authentication.kubernetes.io/pod-name";

    private record Answer(Optional<RouterId> router, Instant until) {}

    private final Function<String, TokenReviewStatus> reviewer;
    private final Supplier<Set<GatewayId>> gateways;
    private final Supplier<Set<GatewayId>> sidecars;
    private final Clock clock;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * @param reviewer asks the API server about a token, for audience {@code LinkProtocol.AUDIENCE}
     * @param gateways the gateways that there are
     * @param sidecars the sidecars that there may be; a ServiceAccount that several gateways name is the first one's
     * @param clock for how long an answer is remembered
     */
    public RouterAuth(
            Function<String, TokenReviewStatus> reviewer,
            Supplier<Set<GatewayId>> gateways,
            Supplier<Set<GatewayId>> sidecars,
            Clock clock) {
        this.sidecars = sidecars;
        this.reviewer = reviewer;
        this.gateways = gateways;
        this.clock = clock;
    }

    /**
     * Says who holds a token.
     *
     * @param token the bearer token
     * @return the router; empty when it is none of ours
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server cannot be asked
     */
    public Optional<RouterId> router(String token) {
        String key = ConfigHash.sha256(token.getBytes(StandardCharsets.UTF_8));
        Instant now = clock.instant();
        Optional<Answer> known = known(key, now);
        if (known.isPresent()) {
            return known.get().router();
        }
        Optional<RouterId> router = identify(reviewer.apply(token));
        remember(key, new Answer(router, now.plus(router.isPresent() ? REMEMBERED : REFUSAL_REMEMBERED)));
        return router;
    }

    private synchronized Optional<Answer> known(String key, Instant now) {
        return Optional.ofNullable(answers.get(key)).filter(answer -> now.isBefore(answer.until()));
    }

    private synchronized void remember(String key, Answer answer) {
        answers.remove(key);
        answers.put(key, answer);
        if (answers.size() > REMEMBERED_TOKENS) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    private Optional<RouterId> identify(TokenReviewStatus review) {
        if (review == null || !Boolean.TRUE.equals(review.getAuthenticated()) || review.getUser() == null) {
            return Optional.empty();
        }
        if (!review.getAudiences().contains(LinkProtocol.AUDIENCE)) {
            return Optional
                    .empty(); // A token for the API server itself; whoever sends it here has taken it from there.
        }
        String user = String.valueOf(review.getUser().getUsername());
        String[] account = user.startsWith(ACCOUNT_PREFIX)
                ? user.substring(ACCOUNT_PREFIX.length()).split(":")
                : new String[0];
        Map<String, List<String>> extra = review.getUser().getExtra();
        List<String> pod = extra == null ? null : extra.get(POD_NAME);
        if (account.length != 2 || pod == null || pod.isEmpty()) {
            return Optional.empty();
        }
        return gateways.get().stream()
                .filter(gateway -> gateway.namespace().equals(account[0]))
                .filter(gateway -> RouterNames.router(gateway.name()).equals(account[1]))
                .findFirst()
                .or(() -> sidecars.get().stream()
                        .filter(sidecar -> sidecar.isSidecarOf(account[0] + "/" + account[1]))
                        .min(GatewayId.ORDER))
                .map(gateway -> new RouterId(gateway, pod.get(0)));
    }
}
