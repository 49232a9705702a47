package dev.cortexllm.operator.status;

import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.child.ChildFailure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a model deployment's status speaks of.
 *
 * @param verdict what the compiler says of its spec
 * @param failures children that could not be brought to their desired state
 * @param workload its Deployment as last seen; empty where a replica has several pods
 * @param pods its engine pods that are not about to go
 * @param replicas replicas wanted
 * @param gpusPerReplica GPUs that one pod holds
 * @param selector label selector of the engine pods that answer
 * @param template which pod template it runs by
 * @param engine what runs in the pods
 * @param scaling who sets the number of replicas, and why there is none
 * @param cache what is known of its cache; empty without one
 * @param group where a replica has several pods
 */
public record DeploymentFacts(
        Verdict verdict,
        List<ChildFailure> failures,
        Optional<Deployment> workload,
        List<Pod> pods,
        int replicas,
        int gpusPerReplica,
        String selector,
        TemplateFact template,
        EngineFact engine,
        ScalingFacts scaling,
        Optional<CacheFacts> cache,
        GroupFacts group) {
    /** Where every pod is a replica. */
    public DeploymentFacts(
            Verdict verdict,
            List<ChildFailure> failures,
            Optional<Deployment> workload,
            List<Pod> pods,
            int replicas,
            int gpusPerReplica,
            String selector,
            TemplateFact template,
            EngineFact engine,
            ScalingFacts scaling,
            Optional<CacheFacts> cache) {
        this(
                verdict,
                failures,
                workload,
                pods,
                replicas,
                gpusPerReplica,
                selector,
                template,
                engine,
                scaling,
                cache,
                GroupFacts.NONE);
    }
}
