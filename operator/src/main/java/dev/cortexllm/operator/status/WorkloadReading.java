package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Optional;

/**
 * All that a status says by what the controller of a Deployment reports. As long as it is the same, nobody has to look again: a
 * controller reports several times for each thing that it does.
 *
 * @param overtaken whether it reports of an earlier spec than there is
 * @param replicas how many pods there are; null: none
 * @param updated how many of them are made from the present template; null: none
 * @param creation why pods cannot be created
 * @param standstill that the rollout has not moved for too long
 */
public record WorkloadReading(
        boolean overtaken,
        Integer replicas,
        Integer updated,
        Optional<Trouble> creation,
        Optional<Trouble> standstill) {
    /** Reads a Deployment that its controller has not seen yet as what it is: nothing to tell of. */
    public static WorkloadReading of(Deployment workload) {
        DeploymentStatus status = workload.getStatus() == null ? new DeploymentStatus() : workload.getStatus();
        Optional<Deployment> there = Optional.of(workload);
        return new WorkloadReading(
                WorkloadTroubles.overtaken(workload),
                status.getReplicas(),
                status.getUpdatedReplicas(),
                WorkloadTroubles.creation(there),
                WorkloadTroubles.standstill(there));
    }
}
