package dev.cortexllm.sandbox.apiserver.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All resources served right now: built-in kinds and those of established CustomResourceDefinitions. */
public final class TypeRegistry {
    private final List<ResourceType> builtin;
    private final Map<String, List<ResourceType>> custom = new TreeMap<>();

    public TypeRegistry(List<ResourceType> builtin) {
        this.builtin = List.copyOf(builtin);
    }

    /** Serves the versions of one CustomResourceDefinition, replacing what was served under that name. */
    public synchronized void serve(String crdName, List<ResourceType> versions) {
        custom.put(crdName, List.copyOf(versions));
    }

    /** Stops serving a CustomResourceDefinition. */
    public synchronized void withdraw(String crdName) {
        custom.remove(crdName);
    }

    /** All resources: core group first, then groups as declared, custom ones by name. */
    public synchronized List<ResourceType> all() {
        List<ResourceType> out = new ArrayList<>(builtin);
        custom.values().forEach(out::addAll);
        return out;
    }

    public Optional<ResourceType> find(String group, String version, String plural) {
        return all().stream()
                .filter(t -> t.plural().equals(plural)
                        && t.group().equals(group)
                        && t.version().equals(version))
                .findFirst();
    }

    /** The preferred version of a resource, by {@code plural.group}. */
    public Optional<ResourceType> byResource(String resource) {
        return all().stream().filter(t -> t.resource().equals(resource)).findFirst();
    }

    /** The resource of an object's {@code apiVersion} and {@code kind}. */
    public Optional<ResourceType> byKind(String apiVersion, String kind) {
        return all().stream()
                .filter(t -> t.apiVersion().equals(apiVersion) && t.kind().equals(kind) && !t.createOnly())
                .findFirst();
    }
}
