package dev.cortexllm.sandbox.lws;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of a set: a pod {@code <set>-<group>} for each leader, {@code -<worker>} behind it for the others, a Service for their names. */
final class GroupPods {
    static final String NAME = "leaderworkerset.sigs.k8s.io/name";
    static final String GROUP = "leaderworkerset.sigs.k8s.io/group-index";
    static final String WORKER = "leaderworkerset.sigs.k8s.io/worker-index";
    static final String REVISION = "leaderworkerset.sigs.k8s.io/template-revision-hash";
    static final String LEADER = "0";
    static final String API_VERSION = "leaderworkerset.x-k8s.io/v1";
    static final String KIND = "LeaderWorkerSet";

    private static final String KEY = "leaderworkerset.sigs.k8s.io/group-key";
    private static final String SIZE = "leaderworkerset.sigs.k8s.io/size";
    private static final String LEADER_NAME = "leaderworkerset.sigs.k8s.io/leader-name";

    private GroupPods() {}

    static Pod leader(GroupSet set, int group) {
        String name = set.name() + "-" + group;
        return pod(set, set.leader(), name, group, 0).build();
    }

    /** The set controls it, so that disruption budgets can count; that it is this leader's tells it from an earlier one's. */
    static Pod worker(GroupSet set, int group, int worker, Pod leader) {
        return pod(set, set.worker(), leader.getMetadata().getName() + "-" + worker, group, worker)
                .editMetadata()
                .addToAnnotations(LEADER_NAME, leader.getMetadata().getName())
                .addToOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(leader.getMetadata().getName())
                        .withUid(leader.getMetadata().getUid())
                        .build())
                .endMetadata()
                .build();
    }

    /** Headless, and it knows the address of a pod before that is ready: the ranks must find each other. */
    static Service names(GroupSet set) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(set.namespace())
                .withName(set.name())
                .addNewOwnerReference()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withName(set.name())
                .withUid(set.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(Map.of(NAME, set.name()))
                .withPublishNotReadyAddresses(true)
                .endSpec()
                .build();
    }

    private static PodBuilder pod(GroupSet set, PodTemplateSpec template, String name, int group, int worker) {
        Pod pod = new PodBuilder()
                .withMetadata(template.getMetadata())
                .withSpec(template.getSpec())
                .build();
        PodBuilder builder = new PodBuilder(pod)
                .editOrNewMetadata()
                .withNamespace(set.namespace())
                .withName(name)
                .addToLabels(NAME, set.name())
                .addToLabels(GROUP, String.valueOf(group))
                .addToLabels(WORKER, String.valueOf(worker))
                .addToLabels(REVISION, set.revision())
                .addToLabels(KEY, GroupSet.hash(set.namespace() + "/" + set.name() + "-" + group))
                .addToAnnotations(SIZE, String.valueOf(set.size()))
                .addToOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(API_VERSION)
                        .withKind(KIND)
                        .withName(set.name())
                        .withUid(set.uid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata();
        List<EnvVar> variables = List.of(
                new EnvVar(
                        "LWS_LEADER_ADDRESS",
                        set.name() + "-" + group + "." + set.name() + "." + set.namespace(),
                        null),
                new EnvVar("LWS_GROUP_SIZE", String.valueOf(set.size()), null),
                new EnvVar("LWS_WORKER_INDEX", String.valueOf(worker), null));
        return builder.editSpec()
                .withHostname(name)
                .withSubdomain(set.name())
                .withContainers(with(variables, pod.getSpec().getContainers()))
                .withInitContainers(with(variables, pod.getSpec().getInitContainers()))
                .endSpec();
    }

    /** First of all, so that later variables may refer to them. */
    private static List<Container> with(List<EnvVar> variables, List<Container> containers) {
        List<Container> all = new ArrayList<>();
        for (Container container : containers) {
            List<EnvVar> environment = new ArrayList<>(variables);
            container.getEnv().stream()
                    .filter(given ->
                            variables.stream().noneMatch(ours -> ours.getName().equals(given.getName())))
                    .forEach(environment::add);
            container.setEnv(environment);
            all.add(container);
        }
        return all;
    }
}
