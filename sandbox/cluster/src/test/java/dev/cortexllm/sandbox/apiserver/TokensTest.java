package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokensTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static String podUid() {
        return CLUSTER.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("p")
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("x")
                        .endContainer()
                        .endSpec()
                        .build())
                .create()
                .getMetadata()
                .getUid();
    }

    private static String token(String podUid) {
        TokenRequest request = CLUSTER.client()
                .serviceAccounts()
                .inNamespace(CLUSTER.namespace())
                .withName("default")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences("cortex")
                        .withExpirationSeconds(600L)
                        .withNewBoundObjectRef("v1", "Pod", "p", podUid)
                        .endSpec()
                        .build());
        assertThat(request.getStatus().getExpirationTimestamp()).isNotBlank();
        return request.getStatus().getToken();
    }

    private static TokenReview review(String token, String audience) {
        return CLUSTER.client()
                .tokenReviews()
                .create(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .withAudiences(audience)
                        .endSpec()
                        .build());
    }

    @Test
    void aTokenSaysWhoAndWhichPod() {
        String uid = podUid();
        TokenReview review = review(token(uid), "cortex");
        assertThat(review.getStatus().getAuthenticated()).isTrue();
        assertThat(review.getStatus().getAudiences()).containsExactly("cortex");
        assertThat(review.getStatus().getUser().getUsername())
                .isEqualTo("system:serviceaccount:" + CLUSTER.namespace() + ":default");
        assertThat(review.getStatus().getUser().getGroups())
                .contains("system:serviceaccounts", "system:serviceaccounts:" + CLUSTER.namespace());
        var extra = review.getStatus().getUser().getExtra();
        assertThat(extra.get("authentication.kubernetes.io/pod-name")).containsExactly("p");
        assertThat(extra.get("authentication.kubernetes.io/pod-uid")).containsExactly(uid);
    }

    @Test
    void anotherAudienceOrAForgedTokenIsNobody() {
        String good = token(podUid());
        for (TokenReview review : new TokenReview[] {review(good, "other"), review("forged", "cortex")}) {
            assertThat(review.getStatus().getAuthenticated()).isIn(null, false);
            assertThat(review.getStatus().getError()).contains("invalid bearer token");
        }
    }

    @Test
    void aTokenEndsWithItsPod() {
        String token = token(podUid());
        var pod = CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).withName("p");
        pod.withGracePeriod(0).delete();
        Cluster.eventuallyGone(pod);
        await().atMost(Cluster.SOON)
                .until(() ->
                        !Boolean.TRUE.equals(review(token, "cortex").getStatus().getAuthenticated()));
    }

    @Test
    void everythingIsAllowed() {
        var review = CLUSTER.client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb("list")
                        .withResource("pods")
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        assertThat(review.getStatus().getAllowed()).isTrue();
    }
}
