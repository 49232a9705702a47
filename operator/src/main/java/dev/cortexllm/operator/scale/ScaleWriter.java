package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets {@code spec.replicas} through the scale subresource, and nothing else. A number is for the deployment as it was when it
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
        Scale scale = new ScaleBuilder()
                .withNewMetadata()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        String path = "/apis/" + model.getApiVersion() + "/namespaces/" + meta.getNamespace() + "/"
                + HasMetadata.getPlural(ModelDeployment.class) + "/" + meta.getName() + "/scale?fieldManager="
                + FIELD_MANAGER;
        try {
            client.raw(path, "PUT", scale);
            LOG.info("replicas of ModelDeployment {}/{}: {}", meta.getNamespace(), meta.getName(), replicas);
            return true;
        } catch (KubernetesClientException e) {
            if (OVERTAKEN.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
    }
}
