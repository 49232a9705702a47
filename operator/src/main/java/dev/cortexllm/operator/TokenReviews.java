package dev.cortexllm.operator;

import dev.cortexllm.link.LinkProtocol;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Asks the API server about tokens of the link's audience. */
final class TokenReviews {
    private final KubernetesClient client;

    TokenReviews(KubernetesClient client) {
        this.client = client;
    }

    TokenReviewStatus review(String token) {
        return client.tokenReviews()
                .create(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .withAudiences(LinkProtocol.AUDIENCE)
                        .endSpec()
                        .build())
                .getStatus();
    }
}
