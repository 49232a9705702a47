package dev.cortexllm.router.config;

/**
 * Brings configurations to a router: from a folder and the link in a gateway pod, from compiled YAML elsewhere. The first
 * {@link ConfigSink#offer} makes the router ready, each further one is a reload.
 */
public interface ConfigSource {
    /**
     * Begins to bring configurations; returns at once.
     *
     * @param sink takes them
     */
    void start(ConfigSink sink);

    /** Brings no more; returns at once. */
    void stop();
}
