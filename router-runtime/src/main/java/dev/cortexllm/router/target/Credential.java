package dev.cortexllm.router.target;

import dev.cortexllm.router.account.AttemptMeters;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.resilience.KeyState;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One API key of an upstream.
 *
 * @param place its place among the upstream's, from 0
 * @param id id of the secret that holds it, which is no secret
 * @param header name of the header that carries it
 * @param value the header's value; never logged
 * @param state what the process knows of the key
 * @param refusals counts its refusals
 */
public record Credential(int place, String id, String header, String value, KeyState state, AttemptMeters refusals) {
    private static final Logger LOG = LoggerFactory.getLogger(Credential.class);
    /** A key that is not accepted or whose account is empty is looked at again after this time. */
    static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** A key that is used too much, where the upstream does not say for how long. */
    static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /**
     * Whether a failure says something of the key: another one may do better.
     *
     * @param kind what happened
     * @return true when it does
     */
    public static boolean blamed(Failure.Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED, QUOTA, RATE_LIMITED -> true;
            default -> false;
        };
    }

    /**
     * Notes that it was refused: it rests.
     *
     * @param failure how
     * @param now monotonic nanoseconds
     */
    public void refused(Failure failure, long now) {
        refusals.failed(failure.kind());
        long asked = TimeUnit.SECONDS.toNanos(failure.retryAfterSeconds());
        if (failure.kind() == Failure.Kind.RATE_LIMITED) {
            state.rest(now, asked > 0 ? asked : BUSY_NANOS);
        } else if (state.rest(now, REFUSED_NANOS)) {
            LOG.warn("{}: credential {} is used last for 10 minutes", failure.sentence(), id);
        }
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "Credential[" + id + "]";
    }
}
