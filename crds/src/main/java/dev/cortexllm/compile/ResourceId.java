package dev.cortexllm.compile;

/**
 * Names a resource.
 *
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 */
public record ResourceId(Kind kind, String namespace, String name) {
    /** {@code namespace/name}, the form in which configuration and messages name it. */
    public String path() {
        return namespace + "/" + name;
    }

    @Override
    public String toString() {
        return kind + " " + path();
    }
}
