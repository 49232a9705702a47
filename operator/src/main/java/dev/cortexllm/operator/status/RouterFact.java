package dev.cortexllm.operator.status;

/**
 * What is known of one router pod.
 *
 * @param pod its name
 * @param hash hash of the configuration that it serves; null when it has not reported lately
 * @param problem why it refused the newest configuration; null when it did not
 * @param store whether it reaches the Redis of the gateway; null when that is not known
 */
public record RouterFact(String pod, String hash, String problem, Boolean store) {

    /** Of a router that said nothing of a store. */
    public RouterFact(String pod, String hash, String problem) {
        this(pod, hash, problem, null);
    }
}
