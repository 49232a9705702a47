package dev.cortexllm.router.config;

import dev.cortexllm.config.ConfigBundle;

/** Takes configurations. May be called from any thread; returns at once. */
public interface ConfigSink {
    /**
     * Serve this from now on. What cannot be served is refused there, and the last one goes on.
     *
     * @param bundle a configuration
     */
    void offer(ConfigBundle bundle);

    /**
     * A configuration was there but cannot be read; the last one goes on.
     *
     * @param sentence what is wrong with it; no secret in it
     */
    void refuse(String sentence);
}
