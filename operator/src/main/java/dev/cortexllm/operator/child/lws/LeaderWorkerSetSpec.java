package dev.cortexllm.operator.child.lws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * What is asked for.
 *
 * @param replicas number of groups
 * @param startupPolicy when workers start: {@code LeaderCreated} or {@code LeaderReady}
 * @param rolloutStrategy how groups are replaced
 * @param leaderWorkerTemplate a group
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaderWorkerSetSpec(
        Integer replicas,
        String startupPolicy,
        RolloutStrategy rolloutStrategy,
        LeaderWorkerTemplate leaderWorkerTemplate) {

    /**
     * How groups are replaced.
     *
     * @param type {@code RollingUpdate}
     * @param rollingUpdateConfiguration how fast
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RolloutStrategy(String type, RollingUpdate rollingUpdateConfiguration) {}

    /**
     * How fast groups are replaced; the API server refuses a pair of zeros.
     *
     * @param maxUnavailable groups that may be missing
     * @param maxSurge groups that may be there beyond {@code replicas}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RollingUpdate(Integer maxUnavailable, Integer maxSurge) {}

    /**
     * A group.
     *
     * @param size pods of a group, the leader among them
     * @param restartPolicy {@code RecreateGroupOnPodRestart}: a group whose container ends is made anew as a whole
     * @param leaderTemplate the leader; absent: like the workers
     * @param workerTemplate the workers
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LeaderWorkerTemplate(
            Integer size, String restartPolicy, PodTemplateSpec leaderTemplate, PodTemplateSpec workerTemplate) {}
}
