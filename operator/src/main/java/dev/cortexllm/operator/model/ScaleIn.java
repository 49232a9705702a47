package dev.cortexllm.operator.model;

import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.model.desired.DeletionCosts;
import dev.cortexllm.operator.scale.EngineLoads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the least loaded replicas go when a Deployment is about to have fewer. Pods are written to at no other time. A
 * cost that cannot be written changes only which pod goes, so it never holds up anything.
 */
public final class ScaleIn {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleIn.class);
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(Applier.FIELD_MANAGER)
            .build();

    private final KubernetesClient client;
    private final EngineLoads loads;

    /**
     * @param client client of the cluster
     * @param loads what each pod works on
     */
    public ScaleIn(KubernetesClient client, EngineLoads loads) {
        this.client = client;
        this.loads = loads;
    }

    /**
     * Marks the pods of a Deployment whose replicas are about to be lowered.
     *
     * @param owner its model deployment
     * @param live the Deployment as it is
     * @param wanted replicas that it is to have
     * @param pods its pods
     */
    void prepare(Owner owner, Deployment live, int wanted, List<Pod> pods) {
        Integer before = live.getSpec().getReplicas();
        if (wanted == 0 || before == null || wanted >= before) {
            return;
        }
        Map<String, String> costs = DeletionCosts.changes(pods, loads.of(owner.namespace(), owner.name()));
        costs.forEach((pod, cost) -> mark(owner.namespace(), pod, cost));
    }

    private void mark(String namespace, String pod, String cost) {
        String patch = client.getKubernetesSerialization()
                .asJson(new PodBuilder()
                        .withNewMetadata()
                        .addToAnnotations(DeletionCosts.ANNOTATION, cost)
                        .endMetadata()
                        .build());
        try {
            client.pods().inNamespace(namespace).withName(pod).patch(MERGE, patch);
        } catch (KubernetesClientException e) {
            LOG.warn("deletion cost of pod {}/{} not written: {}", namespace, pod, e.getCode());
        }
    }
}
