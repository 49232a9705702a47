package dev.cortexllm.compile;

/**
 * Names one key of a Secret.
 *
 * @param namespace the Secret's namespace
 * @param name the Secret's name
 * @param key the key in its data
 */
public record SecretId(String namespace, String name, String key) {
    /** The id under which configuration names the secret: {@code namespace/name/key}. */
    public String path() {
        return namespace + "/" + name + "/" + key;
    }
}
