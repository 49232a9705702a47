package dev.cortexllm.compile;

import java.util.Set;

/**
 * A secret that may be used.
 *
 * @param value its value; never logged
 * @param allowedHosts hosts it may be sent to (annotation {@code cortexllm.dev/allowed-hosts}); empty: any
 */
public record SecretValue(String value, Set<String> allowedHosts) {
    /** Never prints the value. */
    @Override
    public String toString() {
        return "SecretValue[" + allowedHosts + "]";
    }
}
