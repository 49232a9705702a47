package dev.cortexllm.operator.child.keda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * The fields that we write.
 *
 * @param scaleTargetRef what is scaled
 * @param pollingInterval seconds between two looks while there is no replica
 * @param cooldownPeriod seconds without activity before the last replica goes
 * @param minReplicaCount fewest replicas
 * @param maxReplicaCount most replicas
 * @param advanced how KEDA's HorizontalPodAutoscaler behaves
 * @param triggers by what it is scaled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScaledObjectSpec(
        Target scaleTargetRef,
        Integer pollingInterval,
        Integer cooldownPeriod,
        Integer minReplicaCount,
        Integer maxReplicaCount,
        Advanced advanced,
        List<Trigger> triggers) {

    /**
     * What is scaled; it has a scale subresource.
     *
     * @param apiVersion its API version
     * @param kind its kind
     * @param name its name
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(String apiVersion, String kind, String name) {}

    /**
     * Further settings.
     *
     * @param horizontalPodAutoscalerConfig those of the HorizontalPodAutoscaler that KEDA makes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

    /**
     * The HorizontalPodAutoscaler that KEDA makes.
     *
     * @param behavior how fast it goes up and down
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Autoscaler(HorizontalPodAutoscalerBehavior behavior) {}

    /**
     * A number that it is scaled by.
     *
     * @param type where the number comes from
     * @param metricType {@code AverageValue}: the number is for all replicas together, its target for each
     * @param metadata settings of the type
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trigger(String type, String metricType, Map<String, String> metadata) {}
}
