package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.crd.CrdCatalog;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deletes the objects of a CustomResourceDefinition that is being deleted, then lets it go. */
final class CrdController implements Controller {
    private final Objects objects;
    private final Set<String> pending = new LinkedHashSet<>();

    CrdController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        boolean definition = change.key().resource().equals(CrdCatalog.RESOURCE);
        if (definition && change.after() != null && Meta.deleting(change.after())) {
            pending.add(change.key().name());
        } else if (change.after() == null && !definition) {
            pending.add(change.key().resource());
        }
    }

    @Override
    public void act() {
        List<String> work = List.copyOf(pending);
        pending.clear();
        work.forEach(this::settle);
    }

    private void settle(String name) {
        Key key = new Key(CrdCatalog.RESOURCE, "", name);
        boolean deleting = objects.get(key).map(Meta::deleting).orElse(false);
        if (!deleting) {
            return;
        }
        for (ObjectNode object : objects.list(name, "")) {
            if (!Meta.deleting(object)) {
                objects.delete(new Key(name, Meta.namespace(object), Meta.name(object)), DeleteOptions.BACKGROUND);
            }
        }
        if (objects.list(name, "").isEmpty()) {
            objects.update(key, crd -> {
                List<String> finalizers = Meta.finalizers(crd);
                finalizers.remove(CrdCatalog.CLEANUP);
                Meta.setFinalizers(crd, finalizers);
                return crd;
            });
        }
    }
}
