package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Deletions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects what no owner keeps: dependents of removed owners, objects whose owners never existed, and dependents of
 * owners deleted in the foreground; lets go of dependents of owners deleted with {@code Orphan}.
 */
final class GarbageCollector implements Controller {
    private final Objects objects;
    private final Map<String, Key> alive = new HashMap<>();
    private final Set<Key> dependents = new LinkedHashSet<>();
    private final Set<Key> owners = new LinkedHashSet<>();

    GarbageCollector(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        ObjectNode after = change.after();
        if (after == null) {
            alive.remove(Meta.uid(change.before()));
            dependents.addAll(dependentsOf(Meta.uid(change.before())));
            noteOwners(change.before());
            return;
        }
        alive.put(Meta.uid(after), change.key());
        if (!Meta.owners(after).isEmpty()) {
            dependents.add(change.key());
            noteOwners(after);
        }
        if (Meta.deleting(after)) {
            owners.add(change.key());
        }
    }

    private void noteOwners(ObjectNode dependent) {
        for (JsonNode reference : Meta.owners(dependent)) {
            Key owner = alive.get(Json.text(reference, "uid"));
            if (owner != null) {
                owners.add(owner);
            }
        }
    }

    private List<Key> dependentsOf(String uid) {
        return objects.keys(
                o -> Meta.owners(o).stream().anyMatch(r -> Json.text(r, "uid").equals(uid)));
    }

    @Override
    public void act() {
        List<Key> toCheck = List.copyOf(dependents);
        dependents.clear();
        toCheck.forEach(this::collect);
        List<Key> toFinish = List.copyOf(owners);
        owners.clear();
        toFinish.forEach(this::finish);
    }

    private void collect(Key key) {
        ObjectNode object = objects.get(key).orElse(null);
        if (object == null || Meta.deleting(object) || Meta.owners(object).isEmpty()) {
            return;
        }
        List<JsonNode> absent = Meta.owners(object).stream()
                .filter(r -> isAbsent(r, key.namespace()))
                .collect(Collectors.toList());
        if (absent.size() == Meta.owners(object).size()) {
            objects.delete(key, DeleteOptions.BACKGROUND);
        } else if (!absent.isEmpty()) {
            absent.forEach(r -> dropReference(key, Json.text(r, "uid")));
        }
    }

    private boolean isAbsent(JsonNode reference, String namespace) {
        if (!objects.served(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))) {
            return false;
        }
        Key owner = alive.get(Json.text(reference, "uid"));
        boolean elsewhere = owner != null
                && !owner.namespace().isEmpty()
                && !owner.namespace().equals(namespace);
        return owner == null || elsewhere;
    }

    private void dropReference(Key key, String uid) {
        objects.update(key, object -> {
            ArrayNode kept = Json.array();
            Meta.owners(object).stream()
                    .filter(r -> !Json.text(r, "uid").equals(uid))
                    .forEach(kept::add);
            Meta.of(object).set("ownerReferences", kept);
            return object;
        });
    }

    private void finish(Key key) {
        ObjectNode owner = objects.get(key).orElse(null);
        if (owner == null || !Meta.deleting(owner)) {
            return;
        }
        List<String> finalizers = Meta.finalizers(owner);
        String uid = Meta.uid(owner);
        if (finalizers.contains(Deletions.ORPHAN)) {
            dependentsOf(uid).forEach(d -> dropReference(d, uid));
            removeFinalizer(key, Deletions.ORPHAN);
        } else if (finalizers.contains(Deletions.FOREGROUND) && noneBlocks(uid)) {
            removeFinalizer(key, Deletions.FOREGROUND);
        }
    }

    private boolean noneBlocks(String ownerUid) {
        boolean clear = true;
        for (Key dependent : dependentsOf(ownerUid)) {
            ObjectNode object = objects.get(dependent).orElse(null);
            if (object == null) {
                continue;
            }
            if (!Meta.deleting(object)) {
                objects.delete(dependent, new DeleteOptions(-1, "Foreground", "", "", false));
            }
            boolean blocks = Meta.owners(object).stream()
                    .anyMatch(r -> Json.text(r, "uid").equals(ownerUid)
                            && r.path("blockOwnerDeletion").asBoolean());
            clear &= !blocks || objects.get(dependent).isEmpty();
        }
        return clear;
    }

    private void removeFinalizer(Key key, String finalizer) {
        objects.update(key, object -> {
            List<String> left = Meta.finalizers(object);
            left.remove(finalizer);
            Meta.setFinalizers(object, left);
            return object;
        });
    }
}
