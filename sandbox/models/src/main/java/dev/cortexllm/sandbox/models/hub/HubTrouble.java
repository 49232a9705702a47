package dev.cortexllm.sandbox.models.hub;

/**
 * What goes wrong; each is for so many answers, then all is well again.
 *
 * @param busy answers with 429 and {@code Retry-After: 1}
 * @param cut contents that end after half of what was asked for
 * @param wrong contents with a wrong byte
 * @param deaf contents as a whole although a part was asked for
 * @param bytesPerSecond pace of each content; 0: as fast as possible
 */
public record HubTrouble(int busy, int cut, int wrong, int deaf, long bytesPerSecond) {
    /** All is well. */
    public static final HubTrouble NONE = new HubTrouble(0, 0, 0, 0, 0);

    /** All is well, but slow. */
    public static HubTrouble slow(long bytesPerSecond) {
        return new HubTrouble(0, 0, 0, 0, bytesPerSecond);
    }
}
