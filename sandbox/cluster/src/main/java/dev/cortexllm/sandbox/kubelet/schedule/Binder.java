package dev.cortexllm.sandbox.kubelet.schedule;

import dev.cortexllm.sandbox.kubelet.report.EventRecorder;
import dev.cortexllm.sandbox.kubelet.report.PodStatusWriter;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds pending pods to its own node, the important and the old first. Each kubelet of a cluster has one, and whoever is first has
 * the pod; that a pod fits nowhere is told by the first node by name alone. One thread at a time calls {@link #run}; it is cheap to
 * call after every change.
 */
public final class Binder {
    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

    private final KubernetesClient client;
    private final EventRecorder events;
    private final PodStatusWriter statuses;
    private final Supplier<Collection<Pod>> pods;
    private final String own;
    private final Supplier<Collection<Node>> nodes;
    private final Function<Pod, Optional<String>> volumes;
    private final Clock clock;
    /** Bound by us, not yet seen bound in the cache: they take up room all the same. */
    private final Map<String, Pod> assumed = new HashMap<>();
    /** What each pending pod was last told, so that a cache that lags does not make us say it twice. */
    private final Map<String, String> told = new HashMap<>();

    /**
     * A binder.
     *
     * @param pods all pods of the cluster as last seen
     * @param own name of the node that is bound to
     * @param nodes all nodes of the cluster as last seen
     * @param volumes why a pod's claims keep it from running; empty when they do not
     */
    public Binder(
            KubernetesClient client,
            EventRecorder events,
            PodStatusWriter statuses,
            Supplier<Collection<Pod>> pods,
            String own,
            Supplier<Collection<Node>> nodes,
            Function<Pod, Optional<String>> volumes,
            Clock clock) {
        this.client = client;
        this.events = events;
        this.statuses = statuses;
        this.pods = pods;
        this.own = own;
        this.nodes = nodes;
        this.volumes = volumes;
        this.clock = clock;
    }

    /**
     * Binds what fits and tells the other pods why they do not.
     *
     * @return when to try again though nothing changes, after the API server refused something
     */
    public Optional<Duration> run() {
        List<Node> alive = nodes.get().stream()
                .filter(node -> node.getStatus() != null && node.getStatus().getAllocatable() != null)
                .filter(Binder::isReady)
                .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
                .toList();
        if (alive.stream().noneMatch(this::isOwn)) {
            return Optional.empty();
        }
        Collection<Pod> all = pods.get();
        Map<String, Pod> byUid =
                all.stream().collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), pod -> pod, (a, b) -> b));
        assumed.keySet().removeIf(uid -> !byUid.containsKey(uid) || isBound(byUid.get(uid)));
        told.keySet().retainAll(byUid.keySet());
        Map<String, List<Pod>> placed = new HashMap<>();
        for (Node node : alive) {
            placed.put(node.getMetadata().getName(), on(node, all));
        }
        placed.get(own).addAll(assumed.values());
        boolean complete = true;
        for (Pod pod : pending(all)) {
            complete &= consider(pod, alive, placed);
        }
        return complete ? Optional.empty() : Optional.of(Duration.ofSeconds(1));
    }

    private static List<Pod> on(Node node, Collection<Pod> all) {
        return all.stream()
                .filter(pod -> !hasEnded(pod))
                .filter(pod -> node.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isOwn(Node node) {
        return node.getMetadata().getName().equals(own);
    }

    private static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .noneMatch(condition -> condition.getType().equals("Ready")
                        && !condition.getStatus().equals("True"));
    }

    private List<Pod> pending(Collection<Pod> all) {
        return all.stream()
                .filter(pod -> !isBound(pod) && !hasEnded(pod))
                .filter(pod -> !assumed.containsKey(pod.getMetadata().getUid()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getSpec().getSchedulingGates().isEmpty())
                .filter(pod -> Objects.requireNonNullElse(pod.getSpec().getSchedulerName(), "default-scheduler")
                        .equals("default-scheduler"))
                .sorted(Comparator.comparing((Pod pod) ->
                                -Objects.requireNonNullElse(pod.getSpec().getPriority(), 0))
                        .thenComparing(pod ->
                                Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""))
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    /** Returns false when the API server did not take what we said. */
    private boolean consider(Pod pod, List<Node> alive, Map<String, List<Pod>> placed) {
        try {
            Optional<String> unbound = volumes.apply(pod);
            if (unbound.isPresent()) {
                if (isOwn(alive.get(0))) {
                    refuse(pod, unbound.get());
                }
                return true;
            }
            Map<String, List<String>> reasons = new LinkedHashMap<>();
            for (Node node : alive) {
                String name = node.getMetadata().getName();
                reasons.put(name, NodeFit.reasons(pod, node, placed.get(name)));
            }
            if (reasons.get(own).isEmpty()) {
                bind(pod, own);
                placed.get(own).add(pod);
            } else if (isOwn(alive.get(0)) && reasons.values().stream().noneMatch(List::isEmpty)) {
                refuse(pod, NodeFit.message(reasons.values()));
            }
            return true;
        } catch (KubernetesClientException e) {
            boolean goneOrTaken = e.getCode() == 404 || e.getCode() == 409;
            if (!goneOrTaken) {
                LOG.warn("cannot schedule {}: {}", name(pod), e.getMessage());
            }
            return goneOrTaken;
        }
    }

    private void bind(Pod pod, String nodeName) {
        var metadata = pod.getMetadata();
        client.raw(
                "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName() + "/binding",
                "POST",
                new BindingBuilder()
                        .withNewMetadata()
                        .withName(metadata.getName())
                        .withNamespace(metadata.getNamespace())
                        .withUid(metadata.getUid())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(nodeName)
                        .endTarget()
                        .build());
        assumed.put(metadata.getUid(), pod);
        events.normal(pod, "Scheduled", "Successfully assigned " + name(pod) + " to " + nodeName);
    }

    private void refuse(Pod pod, String message) {
        if (message.equals(told.get(pod.getMetadata().getUid()))) {
            return;
        }
        Optional<PodCondition> before = pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("PodScheduled"))
                        .findFirst();
        PodCondition condition = new PodConditionBuilder()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .withLastTransitionTime(before.filter(
                                earlier -> earlier.getStatus().equals("False"))
                        .map(PodCondition::getLastTransitionTime)
                        .orElseGet(() ->
                                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()))
                .build();
        if (!before.filter(condition::equals).isPresent()) {
            statuses.writeCondition(pod, condition);
        }
        told.put(pod.getMetadata().getUid(), message);
        events.warning(pod, "FailedScheduling", message);
    }

    private static boolean isBound(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && !pod.getSpec().getNodeName().isEmpty();
    }

    private static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && Set.of("Succeeded", "Failed")
                        .contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""));
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
