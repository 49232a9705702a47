package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets {@code spec.replicas}, and nothing else: through the scale subresource, but for the first time. A number is for the deployment as it was when it
 * was decided: should anything have changed meanwhile, nothing is written, and whoever asked looks again.
 */
public final class ScaleWriter {
    /** The field manager of every such write: whoever applies a manifest with another number is told of it. */
    public static final String FIELD_MANAGER = "cortex-scaler";

    private static final Logger LOG = LoggerFactory.getLogger(ScaleWriter.class);
    /** Gone, or changed meanwhile. */
    private static final Set<Integer> OVERTAKEN = Set.of(404, 409);

    private final KubernetesClient client;

    /**
     * @param client client of the cluster
     */
    public ScaleWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Sets the number.
     *
     * @param model the deployment as it was looked at
     * @param replicas the number
     * @return false when it has changed or gone since
     * @throws KubernetesClientException when the API server does not let us, or does not answer
     */
    public boolean write(ModelDeployment model, int replicas) {
        ObjectMeta meta = model.getMetadata();
        try {
            if (NumberOwners.of(meta).isEmpty()) {
                claim(model, replicas);
            } else {
                scale(model, replicas);
            }
            LOG.info("replicas of ModelDeployment {}/{}: {}", meta.getNamespace(), meta.getName(), replicas);
            return true;
        } catch (KubernetesClientException e) {
            if (OVERTAKEN.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
    }

    private void scale(ModelDeployment model, int replicas) {
        ObjectMeta meta = model.getMetadata();
        Scale scale = new ScaleBuilder()
                .withMetadata(identity(meta))
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        client.raw(
                "/apis/" + model.getApiVersion() + "/namespaces/" + meta.getNamespace() + "/"
                        + HasMetadata.getPlural(ModelDeployment.class) + "/" + meta.getName() + "/scale?fieldManager="
                        + FIELD_MANAGER,
                "PUT",
                scale);
    }

    /**
     * The first number of all: an API server notes who writes through the scale subresource only where somebody owns the field
     * already (skipNonAppliedManager of apimachinery), and server-side apply to that subresource fails for custom resources. So
     * the first owner applies to the resource itself, and only this field. By force, as somebody may have emptied the books: then the
     * server has all fields owned by nobody in particular ("before-first-apply"). The resource version keeps others' later writes.
     */
    private void claim(ModelDeployment model, int replicas) {
        GenericKubernetesResource number = new GenericKubernetesResourceBuilder()
                .withApiVersion(model.getApiVersion())
                .withKind(model.getKind())
                .withMetadata(identity(model.getMetadata()))
                .addToAdditionalProperties("spec", Map.of("replicas", replicas))
                .build();
        client.resource(number).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    private static ObjectMeta identity(ObjectMeta meta) {
        return new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .build();
    }
}
