package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gives each namespace its default ServiceAccount, and empties namespaces that are being deleted. */
final class NamespaceController implements Controller {
    private static final Set<String> RECREATED = Set.of("serviceaccounts", "configmaps");
    private static final String ROOT_CA = "kube-root-ca.crt";
    private final Objects objects;
    private final Set<String> pending = new LinkedHashSet<>();

    NamespaceController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        String namespace = change.key().resource().equals("namespaces")
                ? change.key().name()
                : change.key().namespace();
        boolean accountGone =
                change.after() == null && RECREATED.contains(change.key().resource());
        boolean ofInterest = change.key().resource().equals("namespaces") || accountGone;
        if (ofInterest || change.after() == null && !namespace.isEmpty()) {
            pending.add(namespace);
        }
    }

    @Override
    public void act() {
        List<String> work = List.copyOf(pending);
        pending.clear();
        work.forEach(this::settle);
    }

    private void settle(String name) {
        ObjectNode namespace = objects.get(new Key("namespaces", "", name)).orElse(null);
        if (namespace == null) {
            return;
        }
        if (Meta.deleting(namespace)) {
            empty(name);
        } else if (objects.get(new Key("serviceaccounts", name, "default")).isEmpty()) {
            ObjectNode account = Json.object();
            account.putObject("metadata").put("name", "default");
            objects.create("serviceaccounts", account, name);
        }
        if (!Meta.deleting(namespace)
                && objects.get(new Key("configmaps", name, ROOT_CA)).isEmpty()) {
            // pods mount it next to their token; there is no TLS here, so there is nothing to trust
            ObjectNode certificates = Json.object();
            certificates.putObject("metadata").put("name", ROOT_CA);
            certificates.putObject("data").put("ca.crt", "");
            objects.create("configmaps", certificates, name);
        }
    }

    private void empty(String name) {
        List<Key> content = objects.keys(o -> Meta.namespace(o).equals(name));
        for (Key key : content) {
            boolean untouched = objects.get(key).map(o -> !Meta.deleting(o)).orElse(false);
            if (untouched) {
                objects.delete(key, DeleteOptions.BACKGROUND);
            }
        }
        if (objects.keys(o -> Meta.namespace(o).equals(name)).isEmpty()) {
            objects.update(new Key("namespaces", "", name), namespace -> {
                Json.child(namespace, "spec").putArray("finalizers");
                return namespace;
            });
        }
    }
}
