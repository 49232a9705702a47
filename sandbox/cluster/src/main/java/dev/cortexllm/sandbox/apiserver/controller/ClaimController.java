package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Binds claims to volumes that were made for them (volumes come from a provisioner; the sandbox kubelet is one), gives claims
 * without a class the default one, keeps claims that a pod uses from going, and complains of classes that do not exist. Volumes
 * that are not made for one claim are never chosen.
 */
final class ClaimController implements Controller {
    static final String CLAIMS = "persistentvolumeclaims";
    static final String VOLUMES = "persistentvolumes";
    private static final String CLASSES = "storageclasses.storage.k8s.io";
    private static final String PROTECTION = "kubernetes.io/pvc-protection";
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final Objects objects;
    private final Set<Key> pending = new TreeSet<>(Comparator.comparing(Key::toString));

    ClaimController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after() == null ? change.before() : change.after();
        switch (change.key().resource()) {
            case CLAIMS -> pending.add(change.key());
            case VOLUMES -> {
                JsonNode claim = Json.at(object, "spec", "claimRef");
                pending.add(new Key(CLAIMS, Json.text(claim, "namespace"), Json.text(claim, "name")));
                if (change.after() != null) {
                    release(change.key(), object);
                }
            }
            case CLASSES ->
                pending.addAll(objects.keys(other -> Meta.kind(other).equals("PersistentVolumeClaim")));
            case "pods" ->
                Json.elements(Json.at(object, "spec", "volumes")).stream()
                        .map(volume -> Json.text(volume, "persistentVolumeClaim", "claimName"))
                        .filter(name -> !name.isEmpty())
                        .forEach(
                                name -> pending.add(new Key(CLAIMS, change.key().namespace(), name)));
            default -> {
                // of no interest
            }
        }
    }

    @Override
    public void act() {
        List<Key> work = List.copyOf(pending);
        pending.clear();
        work.forEach(key -> objects.get(key).ifPresent(claim -> sync(key, claim)));
    }

    private void sync(Key key, ObjectNode claim) {
        if (Meta.deleting(claim)) {
            unprotect(key, claim);
            return;
        }
        if (!Meta.finalizers(claim).contains(PROTECTION)) {
            objects.update(key, current -> {
                List<String> finalizers = new ArrayList<>(Meta.finalizers(current));
                finalizers.add(PROTECTION);
                Meta.setFinalizers(current, finalizers);
                return current;
            });
        }
        String wanted = Json.text(claim, "spec", "storageClassName");
        if (wanted.isEmpty() && !Json.at(claim, "spec").has("storageClassName")) {
            defaultClass()
                    .ifPresent(name -> objects.update(key, current -> {
                        Json.child(current, "spec").put("storageClassName", name);
                        return current;
                    }));
            return;
        }
        Optional<ObjectNode> volume = volume(claim);
        if (volume.isPresent()) {
            bind(key, volume.get());
        } else if (!wanted.isEmpty()
                && objects.get(new Key(CLASSES, "", wanted)).isEmpty()) {
            complain(key, claim, "storageclass.storage.k8s.io \"" + wanted + "\" not found");
        }
    }

    private Optional<String> defaultClass() {
        return objects.list(CLASSES, "").stream()
                .filter(each -> "true".equals(Meta.annotations(each).get(DEFAULT)))
                .map(Meta::name)
                .findFirst();
    }

    private Optional<ObjectNode> volume(ObjectNode claim) {
        return objects.list(VOLUMES, "").stream()
                .filter(each -> Json.text(each, "spec", "claimRef", "uid").equals(Meta.uid(claim)))
                .findFirst();
    }

    private void bind(Key key, ObjectNode volume) {
        objects.update(key, current -> {
            Json.child(current, "spec").put("volumeName", Meta.name(volume));
            return current;
        });
        objects.updateStatus(key, current -> {
            ObjectNode status = Json.child(current, "status").put("phase", "Bound");
            status.set("accessModes", Json.at(volume, "spec", "accessModes").deepCopy());
            status.set("capacity", Json.at(volume, "spec", "capacity").deepCopy());
            return current;
        });
        objects.updateStatus(new Key(VOLUMES, "", Meta.name(volume)), current -> {
            Json.child(current, "status").put("phase", "Bound");
            return current;
        });
    }

    /** A volume whose claim is gone is its provisioner's to delete. */
    private void release(Key key, ObjectNode volume) {
        JsonNode reference = Json.at(volume, "spec", "claimRef");
        Key claim = new Key(CLAIMS, Json.text(reference, "namespace"), Json.text(reference, "name"));
        boolean there = objects.get(claim)
                .filter(each -> Meta.uid(each).equals(Json.text(reference, "uid")))
                .isPresent();
        if (!there && Json.text(volume, "status", "phase").equals("Bound")) {
            objects.updateStatus(key, current -> {
                Json.child(current, "status").put("phase", "Released");
                return current;
            });
        }
    }

    private void unprotect(Key key, ObjectNode claim) {
        // only pods that have a node: a kubelet starts none whose claim is going
        boolean used = objects.list("pods", key.namespace()).stream()
                .filter(pod -> !Json.text(pod, "spec", "nodeName").isEmpty())
                .filter(pod -> !List.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase")))
                .flatMap(pod -> Json.elements(Json.at(pod, "spec", "volumes")).stream())
                .anyMatch(volume ->
                        Json.text(volume, "persistentVolumeClaim", "claimName").equals(key.name()));
        if (used || !Meta.finalizers(claim).contains(PROTECTION)) {
            return;
        }
        objects.update(key, current -> {
            List<String> finalizers = new ArrayList<>(Meta.finalizers(current));
            finalizers.remove(PROTECTION);
            Meta.setFinalizers(current, finalizers);
            return current;
        });
        objects.list(VOLUMES, "").forEach(volume -> release(new Key(VOLUMES, "", Meta.name(volume)), volume));
    }

    private void complain(Key key, ObjectNode claim, String message) {
        String name = key.name() + ".provisioning-failed";
        if (objects.get(new Key("events", key.namespace(), name)).isPresent()) {
            return;
        }
        ObjectNode event = Json.object();
        event.putObject("metadata").put("name", name);
        event.putObject("involvedObject")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", key.namespace())
                .put("name", key.name())
                .put("uid", Meta.uid(claim));
        event.put("type", "Warning").put("reason", "ProvisioningFailed").put("message", message);
        event.put("firstTimestamp", Meta.time(objects.now())).put("lastTimestamp", Meta.time(objects.now()));
        event.putObject("source").put("component", "persistentvolume-controller");
        objects.create("events", event, key.namespace());
    }
}
