package dev.cortexllm.router.limit;

/**
 * What one limit says to a request.
 *
 * @param remaining how much was left before the request, not negative
 * @param resetMillis when everything will be free again if nothing more comes
 * @param waitMillis when there will be room for the request; 0: there is, {@link #NEVER}: it asks for more than there can be
 */
public record Reading(long remaining, long resetMillis, long waitMillis) {
    /** The request is larger than the whole limit. */
    public static final long NEVER = -1;

    /** Whether there is room for the request. */
    public boolean fits() {
        return waitMillis == 0;
    }
}
