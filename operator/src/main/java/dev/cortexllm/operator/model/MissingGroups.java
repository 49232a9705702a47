package dev.cortexllm.operator.model;

import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.watch.OptionalKind;

/** What a person must do where the cluster cannot keep groups of pods. */
final class MissingGroups {
    private MissingGroups() {}

    static ChildFailure failure(OptionalKind<LeaderWorkerSet> groups, int nodes) {
        return groups.refusal()
                .map(why -> new ChildFailure("Forbidden", "LeaderWorkerSets cannot be watched: " + why))
                .orElse(new ChildFailure(
                        "LeaderWorkerSetMissing",
                        "a replica over " + nodes + " nodes needs LeaderWorkerSet v1 (" + LeaderWorkerSet.GROUP
                                + "), which this cluster does not have; once it is installed, this goes on by itself"));
    }
}
