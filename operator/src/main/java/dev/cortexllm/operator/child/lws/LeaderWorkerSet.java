package dev.cortexllm.operator.child.lws;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A set of groups of pods. */
@Group(LeaderWorkerSet.GROUP)
@Version("v1")
@Plural("leaderworkersets")
public final class LeaderWorkerSet extends CustomResource<LeaderWorkerSetSpec, LeaderWorkerSetStatus>
        implements Namespaced {
    /** API group. */
    public static final String GROUP = "leaderworkerset.x-k8s.io";
    /** Label of pods with their number in the group. */
    public static final String WORKER_INDEX = "leaderworkerset.sigs.k8s.io/worker-index";
    /** Value of {@link #WORKER_INDEX} on leaders. */
    public static final String LEADER = "0";
    /** Label of pods with the number of their group. */
    public static final String GROUP_INDEX = "leaderworkerset.sigs.k8s.io/group-index";
    /** Label of pods with the hash of the template that they are made from. */
    public static final String REVISION = "leaderworkerset.sigs.k8s.io/template-revision-hash";

    private static final long serialVersionUID = 1L;
}
