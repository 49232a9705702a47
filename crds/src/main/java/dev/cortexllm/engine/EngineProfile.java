package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.EngineType;
import java.util.List;

/**
 * What is known of an engine, a row of {@code engines.yaml}.
 *
 * @param type which engine
 * @param image image with {@code {version}} in it
 * @param cpuImage the same for deployments without GPUs; null: the same image
 * @param version version where a deployment names none
 * @param oldest the oldest one that can be started
 * @param command what replaces the image's entrypoint; null: nothing
 * @param program what the server is started by where a shell goes before it; null: it runs on one node only
 * @param nodesSince oldest version that runs on several nodes without help; null: none does
 * @param nodePort port by which the nodes of a replica find each other; null: it runs on one node only
 * @param port where it listens
 * @param health path that fails when the server is dead
 * @param ready path that answers 200 once the served model answers, with {@code {model}} for its name
 * @param probeSeconds seconds between two questions whether it is up; null: 2
 * @param metrics path of its Prometheus page; null: it has none
 * @param cache folder for weights and what was compiled
 * @param user user that it can run as; null: the image needs root
 * @param concurrency requests that one replica works on at a time unless told otherwise
 * @param sources schemes of {@code model.source} that it takes
 * @param vendor whose quirks it has
 */
public record EngineProfile(
        EngineType type,
        String image,
        String cpuImage,
        String version,
        String oldest,
        List<String> command,
        List<String> program,
        String nodesSince,
        Integer nodePort,
        int port,
        String health,
        String ready,
        Integer probeSeconds,
        String metrics,
        String cache,
        Long user,
        int concurrency,
        List<String> sources,
        String vendor) {
    private static final int USUAL_PROBE_SECONDS = 2;

    /**
     * The image of a version.
     *
     * @param wanted the version
     * @param gpus GPUs of one replica
     * @return repository and tag
     */
    public String image(String wanted, int gpus) {
        return (gpus == 0 && cpuImage != null ? cpuImage : image).replace("{version}", wanted);
    }

    /** Seconds between two questions whether it is up: how late a loaded model is noticed at the most. */
    public int everySeconds() {
        return probeSeconds == null ? USUAL_PROBE_SECONDS : probeSeconds;
    }

    EngineProfile of(EngineType engine) {
        return new EngineProfile(
                engine,
                image,
                cpuImage,
                version,
                oldest,
                command,
                program,
                nodesSince,
                nodePort,
                port,
                health,
                ready,
                probeSeconds,
                metrics,
                cache,
                user,
                concurrency,
                sources,
                vendor);
    }
}
