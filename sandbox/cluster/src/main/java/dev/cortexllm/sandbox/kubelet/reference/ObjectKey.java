package dev.cortexllm.sandbox.kubelet.reference;

/**
 * Names a Secret or ConfigMap.
 *
 * @param kind which of the two
 */
public record ObjectKey(Kind kind, String namespace, String name) {
    /** The kinds of object that volumes and environments read. */
    public enum Kind {
        SECRET,
        CONFIG_MAP
    }

    static ObjectKey secret(String namespace, String name) {
        return new ObjectKey(Kind.SECRET, namespace, name);
    }

    static ObjectKey configMap(String namespace, String name) {
        return new ObjectKey(Kind.CONFIG_MAP, namespace, name);
    }
}
