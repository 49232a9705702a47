package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.link.AuthorityStore;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets of the operator's own that go out of use. */
class SecretsIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    /** As after a configuration of several parts that has become smaller. */
    @Test
    void aSlotThatCarriesNothingIsDeleted() {
        CLUSTER.apply(Hybrid.GATEWAY);
        Observed.eventually(() ->
                assertThat(CLUSTER.get(Secret.class, "main-router-config-0")).isNotNull());
        LLMGateway gateway = CLUSTER.get(LLMGateway.class, "main");
        Secret left = new SecretBuilder(CLUSTER.get(Secret.class, "main-router-config-0"))
                .withNewMetadata()
                .withName("main-router-config-3")
                .withNamespace(CLUSTER.namespace())
                .withLabels(Labels.of("main", Labels.ROUTER))
                .addNewOwnerReference()
                .withApiVersion(gateway.getApiVersion())
                .withKind(gateway.getKind())
                .withName("main")
                .withUid(gateway.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
        CLUSTER.client().resource(left).create();
        Observed.eventually(() ->
                assertThat(CLUSTER.get(Secret.class, "main-router-config-3")).isNull());
        assertThat(CLUSTER.get(Secret.class, "main-router-config-0")).isNotNull();
    }

    @Test
    void anAuthorityThatIsAboutToExpireIsMadeAnew() {
        AuthorityStore store = new AuthorityStore(CLUSTER.operatorClient(), CLUSTER.systemNamespace());
        Instant now = Instant.now();
        String old = store.authority(now.minus(Duration.ofDays(3000)), new SecureRandom())
                .certificatePem();
        String fresh = store.authority(now, new SecureRandom()).certificatePem();
        assertThat(fresh).isNotEqualTo(old);
        assertThat(store.authority(now, new SecureRandom()).certificatePem()).isEqualTo(fresh);
    }
}
