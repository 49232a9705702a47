package dev.cortexllm.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an engine may take until it answers, where a deployment does not say.
 *
 * <p>{@code 2 × weights / 250 MB/s + 10 min}, at least 30 minutes, at most a day. The weights pass twice: once from the
 * registry or claim, once into the GPUs. 250 MB/s is the slow end of what is reported for shared file systems (1044 GiB in 75
 * minutes: 249 MB/s, aws-do-eks#40; 894 GiB in 43 minutes: 372 MB/s, modelplane#204). Ten minutes are for compilation and
 * graph capture. 595 GB so have 89 minutes.
 */
public final class StartupBudget {
    private static final double BYTES_PER_SECOND = 250e6;
    private static final double USUAL_BYTES_PER_SECOND = 1e9;
    private static final int PASSES = 2;
    private static final long USUAL_COMPILING_SECONDS = 120;
    private static final long COMPILING_SECONDS = 600;
    /** What every engine has. */
    public static final Duration LEAST = Duration.ofMinutes(30);

    private static final Duration MOST = Duration.ofHours(24);

    private StartupBudget() {}

    /**
     * How long loading usually takes, for people and routers that wait: {@code 2 × weights / 1 GB/s + 2 min}. Local disks and page
     * caches reach the first number; the second is what compilation and graph capture take when they go well. An estimate until a
     * load was measured.
     *
     * @param weightBytes size of the weights; null: unknown
     * @return the expected time; empty when the size is unknown
     */
    public static Optional<Duration> expected(Double weightBytes) {
        return Optional.ofNullable(weightBytes)
                .map(bytes -> Duration.ofSeconds(
                        (long) Math.ceil(PASSES * bytes / USUAL_BYTES_PER_SECOND) + USUAL_COMPILING_SECONDS));
    }

    /**
     * The budget.
     *
     * @param weightBytes size of the weights; null: unknown
     * @return how long loading may take
     */
    public static Duration of(Double weightBytes) {
        if (weightBytes == null) {
            return LEAST;
        }
        double seconds = Math.ceil(PASSES * weightBytes / BYTES_PER_SECOND) + COMPILING_SECONDS;
        Duration budget = Duration.ofSeconds((long) Math.min(seconds, MOST.toSeconds()));
        return budget.compareTo(LEAST) < 0 ? LEAST : budget;
    }
}
