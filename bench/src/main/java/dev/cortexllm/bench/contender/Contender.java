package dev.cortexllm.bench.contender;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Something that stands between clients and a provider. */
public interface Contender {
    /** A short name. */
    String name();

    /** What of this machine it lacks; empty when it can run. */
    Optional<String> missing();

    /** Its version, in its own words. */
    String version();

    /** For how long it must be asked at full speed until it is as fast as it gets; a JVM until its compiler rests, and no longer than this. */
    default Duration warmUp() {
        return Duration.ofSeconds(1);
    }

    /**
     * Starts it.
     *
     * @param upstreamPorts where the simulated provider is; more than one where it can fail over
     * @param folder an empty folder for its files
     * @return when it takes requests
     */
    Running start(int[] upstreamPorts, Path folder);
}
