package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.Scale;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Works out how many pods of a PodDisruptionBudget may be evicted now. Source: {@code pkg/controller/disruption/disruption.go}.
 */
final class DisruptionController implements Controller {
    private static final String BUDGETS = "poddisruptionbudgets.policy";
    private static final String PODS = "pods";
    /** An evicted pod that is still not being deleted then counts again. */
    private static final Duration EVICTION_COUNTS = Duration.ofMinutes(2);

    private final Objects objects;
    /** What has changed since the last look, by namespace. */
    private final Map<String, Work> work = new TreeMap<>();

    DisruptionController(Objects objects) {
        this.objects = objects;
    }

    /** Which budgets to look at: those named, those of these pods, or all. */
    private static final class Work {
        private final Set<String> budgets = new TreeSet<>();
        private final List<ObjectNode> pods = new ArrayList<>();
        private boolean all;

        boolean concerns(ObjectNode budget) {
            return all
                    || budgets.contains(Meta.name(budget))
                    || pods.stream().anyMatch(LabelSelector.of(Json.at(budget, "spec", "selector"))::test);
        }
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after() == null ? change.before() : change.after();
        String resource = change.key().resource();
        if (resource.equals(BUDGETS)) {
            work(change.key().namespace()).budgets.add(change.key().name());
        } else if (resource.equals(PODS)) {
            work(change.key().namespace()).pods.add(object);
            if (change.before() != null && !Meta.labels(change.before()).equals(Meta.labels(object))) {
                work(change.key().namespace()).pods.add(change.before());
            }
        } else if (change.key().namespace() != null
                && !replicas(change.before()).equals(replicas(change.after()))) {
            work(change.key().namespace()).all = true;
        }
    }

    private static JsonNode replicas(ObjectNode object) {
        return Json.at(object, "spec", "replicas");
    }

    private Work work(String namespace) {
        return work.computeIfAbsent(namespace, name -> new Work());
    }

    @Override
    public void act() {
        Map<String, Work> now = Map.copyOf(work);
        work.clear();
        now.forEach((namespace, changes) -> {
            List<ObjectNode> budgets = objects.list(BUDGETS, namespace).stream()
                    .filter(changes::concerns)
                    .toList();
            List<ObjectNode> pods = budgets.isEmpty() ? List.of() : objects.list(PODS, namespace);
            budgets.forEach(budget -> sync(new Key(BUDGETS, namespace, Meta.name(budget)), budget, pods));
        });
    }

    private void sync(Key key, ObjectNode budget, List<ObjectNode> all) {
        List<ObjectNode> pods = all.stream()
                .filter(LabelSelector.of(Json.at(budget, "spec", "selector"))::test)
                .toList();
        DisruptionCount count = DisruptionCount.of(budget, pods.size(), expected(key.namespace(), pods));
        objects.updateStatus(key, current -> {
            ObjectNode disrupted = disrupted(current, pods);
            if (!disrupted.isEmpty()) {
                work(key.namespace()).budgets.add(key.name()); // their time runs: look again at the next tick
            }
            int healthy = (int) pods.stream()
                    .filter(pod -> PodState.ready(pod) && !Meta.deleting(pod) && !disrupted.has(Meta.name(pod)))
                    .count();
            int allowed = count.expected() <= 0 ? 0 : Math.max(0, healthy - count.desired());
            ObjectNode status = Json.object();
            if (!disrupted.isEmpty()) {
                status.set("disruptedPods", disrupted);
            }
            status.put("observedGeneration", Meta.generation(current))
                    .put("disruptionsAllowed", allowed)
                    .put("currentHealthy", healthy)
                    .put("desiredHealthy", count.desired())
                    .put("expectedPods", count.expected());
            status.putArray("conditions").add(condition(current, allowed > 0));
            current.set("status", status);
            return current;
        });
    }

    /** Replicas that the pods' controllers want, each counted once. */
    private int expected(String namespace, List<ObjectNode> pods) {
        Map<String, Integer> byController = new HashMap<>();
        for (ObjectNode pod : pods) {
            scaled(namespace, pod)
                    .ifPresent(owner -> byController.put(
                            Meta.uid(owner),
                            Json.at(Scale.of(type(owner)).read(owner), "spec", "replicas")
                                    .asInt()));
        }
        return byController.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Who scales a pod: its controller, and of a ReplicaSet the Deployment. */
    private Optional<ObjectNode> scaled(String namespace, ObjectNode pod) {
        Optional<ObjectNode> controller =
                controller(namespace, pod).filter(owner -> type(owner).has("scale"));
        return controller
                .filter(owner -> Meta.kind(owner).equals("ReplicaSet"))
                .flatMap(set -> controller(namespace, set))
                .or(() -> controller);
    }

    private Optional<ObjectNode> controller(String namespace, ObjectNode object) {
        JsonNode reference = Meta.controller(object);
        return objects.type(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
                .flatMap(type -> objects.get(type.key(namespace, Json.text(reference, "name"))));
    }

    private ResourceType type(ObjectNode object) {
        return objects.type(Json.text(object, "apiVersion"), Meta.kind(object)).orElseThrow();
    }

    private ObjectNode disrupted(ObjectNode budget, List<ObjectNode> pods) {
        Instant now = objects.now();
        ObjectNode left = Json.object();
        Json.entries(Json.at(budget, "status", "disruptedPods")).forEach(entry -> {
            boolean stays = pods.stream().anyMatch(pod -> Meta.name(pod).equals(entry.getKey()) && !Meta.deleting(pod));
            boolean fresh = Instant.parse(entry.getValue().asText())
                    .plus(EVICTION_COUNTS)
                    .isAfter(now);
            if (stays && fresh) {
                left.set(entry.getKey(), entry.getValue());
            }
        });
        return left;
    }

    private ObjectNode condition(ObjectNode budget, boolean allowed) {
        String value = allowed ? "True" : "False";
        JsonNode before = Meta.condition(budget, "DisruptionAllowed");
        String since = Json.text(before, "status").equals(value)
                ? Json.text(before, "lastTransitionTime")
                : Meta.time(objects.now());
        return Json.object()
                .put("type", "DisruptionAllowed")
                .put("status", value)
                .put("observedGeneration", Meta.generation(budget))
                .put("lastTransitionTime", since)
                .put("reason", allowed ? "SufficientPods" : "InsufficientPods")
                .put("message", "");
    }
}
