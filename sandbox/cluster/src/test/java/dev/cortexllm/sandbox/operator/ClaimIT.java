package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cache whose volume nobody provides: what the provisioner says of the claim is what the model says. */
class ClaimIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void theProvisionersComplaintIsPassedOn() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: tiny}
                spec:
                  model: {name: tiny, source: "hf://acme/tiny"}
                  cache: {size: 10Gi, storageClassName: slow}
                """);
        Observed.eventually(() -> assertThat(CLUSTER.client()
                        .persistentVolumeClaims()
                        .inNamespace(CLUSTER.namespace())
                        .list()
                        .getItems())
                .hasSize(1));
        PersistentVolumeClaim claim = CLUSTER.client()
                .persistentVolumeClaims()
                .inNamespace(CLUSTER.namespace())
                .list()
                .getItems()
                .get(0);
        CLUSTER.client()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("complaint")
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withType("Warning")
                        .withReason("ProvisioningFailed")
                        .withMessage("storageclass.storage.k8s.io \"slow\" not found")
                        .withNewInvolvedObject()
                        .withApiVersion("v1")
                        .withKind("PersistentVolumeClaim")
                        .withNamespace(CLUSTER.namespace())
                        .withName(claim.getMetadata().getName())
                        .withUid(claim.getMetadata().getUid())
                        .endInvolvedObject()
                        .build())
                .create();
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "ModelCached"))
                .startsWith("False/")
                .contains("storageclass.storage.k8s.io \"slow\" not found"));
    }
}
