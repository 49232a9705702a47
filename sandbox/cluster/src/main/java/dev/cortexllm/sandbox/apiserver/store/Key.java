package dev.cortexllm.sandbox.apiserver.store;

/**
 * Where an object is kept.
 *
 * @param resource {@code plural.group}
 * @param namespace empty for cluster-scoped objects
 * @param name object name
 */
public record Key(String resource, String namespace, String name) {
    /** The order of lists, as in etcd: by namespace, then by name. */
    String path() {
        return namespace + "/" + name;
    }
}
