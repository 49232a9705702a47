package dev.cortexllm.router.admission;

/**
 * Who sends a request, as the key that it came with says.
 *
 * @param key name of the client's key, for logs, metrics and bills; null when the gateway asks for none
 * @param workspace the workspace whose key it is; null when there is none
 */
public record Identity(String key, String workspace) {
    /** Of a gateway that asks nobody who he is. */
    public static final Identity NOBODY = new Identity(null, null);
}
