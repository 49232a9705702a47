package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterAuthTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");

    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final AtomicInteger reviews = new AtomicInteger();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a router,               true,  system:serviceaccount:default:main-router,  pod-1, true",
        "not authenticated,      false, system:serviceaccount:default:main-router,  pod-1, false",
        "another account,        true,  system:serviceaccount:default:default,      pod-1, false",
        "another namespace,      true,  system:serviceaccount:other:main-router,    pod-1, false",
        "a gateway that is gone, true,  system:serviceaccount:default:gone-router,  pod-1, false",
        "not bound to a pod,     true,  system:serviceaccount:default:main-router,  '',    false",
        "a person,               true,  admin,                                      pod-1, false",
    })
    void knowsRouters(String name, boolean authenticated, String user, String pod, boolean known) {
        RouterAuth auth = auth(review(authenticated, user, pod));
        assertThat(auth.router("token"))
                .isEqualTo(known ? java.util.Optional.of(new RouterId(MAIN, pod)) : java.util.Optional.empty());
    }

    @Test
    void knowsSidecarsByTheAccountsThatTheirGatewayNames() {
        RouterId sidecar = new RouterId(MAIN.sidecarOf("apps/assistant"), "pod-1");
        assertThat(auth(review(true, "system:serviceaccount:apps:assistant", "pod-1"))
                        .router("token"))
                .contains(sidecar);
        assertThat(auth(review(true, "system:serviceaccount:other:assistant", "pod-1"))
                        .router("token"))
                .isEmpty();
        assertThat(sidecar.gateway().gateway()).isEqualTo(MAIN);
    }

    @Test
    void aTokenOfAnotherAudienceIsRefused() {
        TokenReviewStatus review = review(true, "system:serviceaccount:default:main-router", "pod-1");
        review.setAudiences(List.of("https://kubernetes.default.svc"));
        assertThat(auth(review).router("token")).isEmpty();
    }

    @Test
    void asksAgainAfterAMinute() {
        RouterAuth auth = auth(review(true, "system:serviceaccount:default:main-router", "pod-1"));
        auth.router("a");
        auth.router("a");
        auth.router("b");
        assertThat(reviews).hasValue(2);
        clock.pass(Duration.ofSeconds(60));
        auth.router("a");
        assertThat(reviews).hasValue(3);
    }

    @Test
    void refusalsAreForgottenSoon() {
        RouterAuth auth = auth(review(false, "x", "y"));
        auth.router("a");
        auth.router("a");
        assertThat(reviews).hasValue(1);
        clock.pass(Duration.ofSeconds(2));
        auth.router("a");
        assertThat(reviews).hasValue(2);
    }

    private RouterAuth auth(TokenReviewStatus answer) {
        return new RouterAuth(
                token -> {
                    reviews.incrementAndGet();
                    return answer;
                },
                () -> Set.of(MAIN),
                () -> Set.of(MAIN.sidecarOf("apps/assistant")),
                clock);
    }

    static TokenReviewStatus review(boolean authenticated, String user, String pod) {
        return new TokenReviewStatusBuilder()
                .withAuthenticated(authenticated)
                .withAudiences(LinkProtocol.AUDIENCE)
                .withNewUser()
                .withUsername(user)
                .withExtra(pod.isEmpty() ? Map.of() : Map.of("authentication.kubernetes.io/pod-name", List.of(pod)))
                .endUser()
                .build();
    }
}
