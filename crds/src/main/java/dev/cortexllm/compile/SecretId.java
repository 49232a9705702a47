package dev.cortexllm.compile;

/**
 * Names one key of a Secret.
 *
 * @param namespace the Secret's namespace
 * @param name the Secret's name
 * @param key the key in its data
 */
public record SecretId(String namespace, String name, String key) {
    /**
     * Stands for a Secret as a whole, so that one without any data can be told from one that does not exist.
     *
     * @param namespace the Secret's namespace
     * @param name the Secret's name
     * @return an id that no reference names
     */
    public static SecretId empty(String namespace, String name) {
        return new SecretId(namespace, name, "");
    }

    /** The id under which configuration names the secret: {@code namespace/name/key}. */
    public String path() {
        return namespace + "/" + name + "/" + key;
    }
}
