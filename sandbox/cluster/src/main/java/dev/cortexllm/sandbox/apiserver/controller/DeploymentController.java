package dev.cortexllm.sandbox.apiserver.controller;

import static dev.cortexllm.sandbox.apiserver.controller.ReplicaSetController.REPLICA_SETS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rolls Deployments out: one ReplicaSet per pod template, scaled up and down as the strategy allows. */
final class DeploymentController implements Controller {
    private static final String DEPLOYMENTS = "deployments.apps";
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final Set<String> MOVING = Set.of("NewReplicaSetCreated", "ReplicaSetUpdated");
    private final Objects objects;
    private final NavigableSet<String> pending = new TreeSet<>();
    /** When a rollout that does not move has taken too long; nothing tells of that but the clock. */
    private final Map<String, Instant> deadlines = new TreeMap<>();

    DeploymentController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after() == null ? change.before() : change.after();
        if (change.key().resource().equals(DEPLOYMENTS)) {
            pending.add(change.key().namespace() + "/" + change.key().name());
        } else if (change.key().resource().equals(REPLICA_SETS)) {
            pending.add(change.key().namespace() + "/" + Json.text(Meta.controller(object), "name"));
        } else if (change.key().resource().equals("pods") && change.after() == null) {
            // Recreate waits for the last pod of the old template
            String set = Json.text(Meta.controller(object), "name");
            objects.get(new Key(REPLICA_SETS, change.key().namespace(), set))
                    .ifPresent(
                            r -> pending.add(change.key().namespace() + "/" + Json.text(Meta.controller(r), "name")));
        }
    }

    @Override
    public void act() {
        Instant now = objects.now();
        deadlines.forEach((path, deadline) -> {
            if (deadline.isBefore(now)) {
                pending.add(path);
            }
        });
        deadlines.keySet().removeAll(pending);
        // should one of them fail, the others stay for the next look
        for (String path = pending.pollFirst(); path != null; path = pending.pollFirst()) {
            String[] part = path.split("/");
            if (part.length == 2) {
                Key key = new Key(DEPLOYMENTS, part[0], part[1]);
                objects.get(key).filter(d -> !Meta.deleting(d)).ifPresent(d -> sync(key, d));
            }
        }
    }

    private void sync(Key key, ObjectNode deployment) {
        List<ObjectNode> sets = sets(key, deployment);
        Optional<ObjectNode> current =
                sets.stream().filter(s -> sameTemplate(deployment, s)).findFirst();
        List<ObjectNode> old = sets.stream()
                .filter(s -> current.isEmpty() || s != current.get())
                .collect(Collectors.toList());
        RolloutPlan plan = new RolloutPlan(deployment);
        boolean paused = Json.at(deployment, "spec", "paused").asBoolean();
        if (!paused) {
            rollOut(key, deployment, current, old, plan);
            dropHistory(key, deployment, old);
        } else if (current.isPresent() && old.stream().allMatch(s -> RolloutPlan.replicas(s) == 0)) {
            scale(
                    key,
                    deployment,
                    current.get(),
                    Json.at(deployment, "spec", "replicas").asInt());
        }
        writeStatus(key, deployment, plan, current.isEmpty() && !paused);
    }

    private List<ObjectNode> sets(Key key, ObjectNode deployment) {
        String uid = Meta.uid(deployment);
        return objects.list(REPLICA_SETS, key.namespace()).stream()
                .filter(s -> PodState.controlledBy(s, uid) && !Meta.deleting(s))
                .sorted(Comparator.comparingLong(DeploymentController::revision))
                .collect(Collectors.toList());
    }

    private static long revision(JsonNode object) {
        return Long.parseLong(Meta.annotations(object).getOrDefault(REVISION, "0"));
    }

    private static boolean sameTemplate(ObjectNode deployment, ObjectNode set) {
        ObjectNode template = (ObjectNode) Json.at(set, "spec", "template").deepCopy();
        Json.child(Json.child(template, "metadata"), "labels").remove(HASH);
        return template.equals(Json.at(deployment, "spec", "template"));
    }

    private void rollOut(
            Key key, ObjectNode deployment, Optional<ObjectNode> current, List<ObjectNode> old, RolloutPlan plan) {
        long revision =
                old.stream().mapToLong(DeploymentController::revision).max().orElse(0) + 1;
        boolean oldPods = old.stream().anyMatch(s -> hasPods(key, s));
        int replicas = plan.newReplicas(current.orElse(null), old, oldPods);
        ObjectNode set = current.orElseGet(
                () -> objects.create(REPLICA_SETS, newSet(deployment, revision, replicas), key.namespace()));
        setRevision(new Key(REPLICA_SETS, key.namespace(), Meta.name(set)), set, revision);
        annotateDeployment(key, deployment, Math.max(revision, revision(set)));
        scale(key, deployment, set, replicas);
        ObjectNode now = objects.get(new Key(REPLICA_SETS, key.namespace(), Meta.name(set)))
                .orElse(set);
        plan.oldReplicas(now, old).forEach((name, count) -> old.stream()
                .filter(s -> Meta.name(s).equals(name))
                .forEach(s -> scale(key, deployment, s, count)));
    }

    private boolean hasPods(Key key, ObjectNode set) {
        String uid = Meta.uid(set);
        return objects.list("pods", key.namespace()).stream()
                .anyMatch(p -> PodState.controlledBy(p, uid) && (PodState.active(p) || Meta.deleting(p)));
    }

    private void setRevision(Key key, ObjectNode object, long revision) {
        if (revision(object) < revision) {
            objects.update(key, o -> {
                Json.child(Meta.of(o), "annotations").put(REVISION, Long.toString(revision));
                return o;
            });
        }
    }

    private void annotateDeployment(Key key, ObjectNode deployment, long revision) {
        if (revision(deployment) < revision) {
            // through the status endpoint, as the real controller does: its fields then have one owner entry
            objects.updateStatus(key, d -> {
                Json.child(Meta.of(d), "annotations").put(REVISION, Long.toString(revision));
                return d;
            });
        }
    }

    private void scale(Key key, ObjectNode deployment, ObjectNode set, int replicas) {
        ObjectNode sizes = sizes(deployment);
        if (RolloutPlan.replicas(set) == replicas && annotated(set, sizes)) {
            return;
        }
        objects.update(new Key(REPLICA_SETS, key.namespace(), Meta.name(set)), s -> {
            Json.child(s, "spec").put("replicas", replicas);
            Json.child(Meta.of(s), "annotations").setAll(sizes);
            return s;
        });
    }

    private static boolean annotated(ObjectNode set, ObjectNode sizes) {
        return sizes.properties().stream()
                .allMatch(e -> e.getValue().equals(Json.at(set, "metadata", "annotations", e.getKey())));
    }

    private static ObjectNode sizes(ObjectNode deployment) {
        return Json.object()
                .put("deployment.kubernetes.io/desired-replicas", Json.text(deployment, "spec", "replicas"))
                .put(
                        "deployment.kubernetes.io/max-replicas",
                        Integer.toString(new RolloutPlan(deployment).maxReplicas()));
    }

    private static ObjectNode newSet(ObjectNode deployment, long revision, int replicas) {
        ObjectNode template =
                (ObjectNode) Json.at(deployment, "spec", "template").deepCopy();
        String hash = TemplateHash.of(template);
        Json.child(Json.child(template, "metadata"), "labels").put(HASH, hash);
        ObjectNode set = Json.object();
        ObjectNode metadata = set.putObject("metadata").put("name", Meta.name(deployment) + "-" + hash);
        metadata.set("labels", Json.at(template, "metadata", "labels").deepCopy());
        metadata.putObject("annotations").put(REVISION, Long.toString(revision)).setAll(sizes(deployment));
        Meta.control(set, deployment);
        ObjectNode spec = set.putObject("spec").put("replicas", replicas);
        Json.setOrRemove(spec, "minReadySeconds", Json.at(deployment, "spec", "minReadySeconds"));
        ObjectNode selector =
                (ObjectNode) Json.at(deployment, "spec", "selector").deepCopy();
        Json.child(selector, "matchLabels").put(HASH, hash);
        spec.set("selector", selector);
        spec.set("template", template);
        return set;
    }

    private void dropHistory(Key key, ObjectNode deployment, List<ObjectNode> old) {
        int limit = Json.at(deployment, "spec", "revisionHistoryLimit").asInt(10);
        List<ObjectNode> idle = old.stream()
                .filter(s -> RolloutPlan.replicas(s) == 0
                        && Json.at(s, "status", "replicas").asInt() == 0)
                .collect(Collectors.toList());
        idle.stream()
                .limit(Math.max(0, idle.size() - limit))
                .forEach(s ->
                        objects.delete(new Key(REPLICA_SETS, key.namespace(), Meta.name(s)), DeleteOptions.BACKGROUND));
    }

    private void writeStatus(Key key, ObjectNode deployment, RolloutPlan plan, boolean created) {
        List<ObjectNode> sets = sets(key, deployment);
        objects.updateStatus(key, current -> {
            Optional<ObjectNode> set =
                    sets.stream().filter(s -> sameTemplate(current, s)).findFirst();
            ObjectNode status = new DeploymentStatus(objects.now(), plan, created).of(current, set.orElse(null), sets);
            current.set("status", status);
            deadline(current).ifPresent(at -> deadlines.put(key.namespace() + "/" + key.name(), at));
            return current;
        });
    }

    private static Optional<Instant> deadline(ObjectNode deployment) {
        JsonNode progressing = Meta.condition(deployment, "Progressing");
        return MOVING.contains(Json.text(progressing, "reason"))
                ? Optional.ofNullable(Meta.instant(progressing, "lastUpdateTime"))
                        .map(since -> since.plusSeconds(Json.at(deployment, "spec", "progressDeadlineSeconds")
                                .asLong(DeploymentStatus.DEADLINE_SECONDS)))
                : Optional.empty();
    }
}
