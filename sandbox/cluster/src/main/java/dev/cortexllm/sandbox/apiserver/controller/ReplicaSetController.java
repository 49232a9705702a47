package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps as many pods as a ReplicaSet wants, and counts them in its status. */
final class ReplicaSetController implements Controller {
    static final String REPLICA_SETS = "replicasets.apps";
    private static final String PODS = "pods";
    private final Objects objects;
    private final Set<String> pending = new TreeSet<>();

    ReplicaSetController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after() == null ? change.before() : change.after();
        if (change.key().resource().equals(REPLICA_SETS)) {
            note(change.key().namespace(), change.key().name());
        } else if (change.key().resource().equals(PODS)
                && Json.text(Meta.controller(object), "kind").equals("ReplicaSet")) {
            note(change.key().namespace(), Json.text(Meta.controller(object), "name"));
        }
    }

    private void note(String namespace, String name) {
        pending.add(namespace + "/" + name);
    }

    @Override
    public void act() {
        List<String> work = List.copyOf(pending);
        pending.clear();
        for (String path : work) {
            String[] part = path.split("/");
            Key key = new Key(REPLICA_SETS, part[0], part[1]);
            objects.get(key).ifPresent(set -> sync(key, set));
        }
    }

    private void sync(Key key, ObjectNode set) {
        List<ObjectNode> pods = pods(key.namespace(), set);
        int missing = Json.at(set, "spec", "replicas").asInt() - pods.size();
        if (!Meta.deleting(set)) {
            for (int i = 0; i < missing; i++) {
                objects.create(PODS, newPod(set), key.namespace());
            }
            pods.stream()
                    .sorted(PodState.DISPENSABLE_FIRST)
                    .limit(Math.max(0, -missing))
                    .forEach(p ->
                            objects.delete(new Key(PODS, key.namespace(), Meta.name(p)), DeleteOptions.BACKGROUND));
        }
        writeStatus(key, set);
    }

    private List<ObjectNode> pods(String namespace, ObjectNode set) {
        String uid = Meta.uid(set);
        return objects.list(PODS, namespace).stream()
                .filter(p -> PodState.controlledBy(p, uid) && PodState.active(p))
                .collect(Collectors.toList());
    }

    private static ObjectNode newPod(ObjectNode set) {
        ObjectNode template = (ObjectNode) Json.at(set, "spec", "template");
        ObjectNode pod = Json.object();
        ObjectNode metadata = pod.putObject("metadata").put("generateName", Meta.name(set) + "-");
        for (String field : List.of("labels", "annotations", "finalizers")) {
            if (template.path("metadata").has(field)) {
                metadata.set(field, Json.at(template, "metadata", field).deepCopy());
            }
        }
        pod.set("spec", template.path("spec").deepCopy());
        Meta.control(pod, set);
        return pod;
    }

    private void writeStatus(Key key, ObjectNode set) {
        List<ObjectNode> pods = pods(key.namespace(), set);
        long minReady = Json.at(set, "spec", "minReadySeconds").asLong();
        Instant now = objects.now();
        String uid = Meta.uid(set);
        int terminating = (int) objects.list(PODS, key.namespace()).stream()
                .filter(p -> PodState.controlledBy(p, uid) && Meta.deleting(p))
                .count();
        int ready = (int) pods.stream().filter(PodState::ready).count();
        int available = (int)
                pods.stream().filter(p -> PodState.available(p, minReady, now)).count();
        objects.updateStatus(key, current -> {
            ObjectNode status = Json.object().put("replicas", pods.size());
            put(status, "fullyLabeledReplicas", pods.size());
            put(status, "readyReplicas", ready);
            put(status, "availableReplicas", available);
            status.put("terminatingReplicas", terminating);
            status.put("observedGeneration", Meta.generation(set));
            current.set("status", status);
            return current;
        });
        if (ready > available) {
            // minReadySeconds still run: look again at the next tick
            pending.add(key.namespace() + "/" + key.name());
        }
    }

    private static void put(ObjectNode status, String field, int count) {
        if (count > 0) {
            status.put(field, count);
        }
    }
}
