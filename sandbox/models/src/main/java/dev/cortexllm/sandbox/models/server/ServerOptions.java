package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.control.Price;
import dev.cortexllm.sandbox.models.engine.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Everything a model server is started with.
 *
 * @param format whose API it speaks, a name known to {@link Formats}
 * @param host address to bind
 * @param port port to bind; 0 picks a free one
 * @param models served models, at least one
 * @param engine speed and width
 * @param loadTime how long the model takes to load; until then there is only 503
 * @param bindAfterLoad whether the port stays closed while loading
 * @param drainTime how long running generations may go on after the server was told to stop
 * @param seed of content, identifiers and faults
 * @param keys accepted API keys; none means that any call is let in
 * @param price for the bill
 * @param contextLength most tokens of prompt and answer together; 0 for no limit
 * @param prefixCacheBlocks size of the prefix cache; 0 for none
 * @param kvTokens tokens that fit into the simulated key-value cache
 * @param autoToolChoice whether vLLM was told to let the model choose tools
 */
public record ServerOptions(
        String format,
        String host,
        int port,
        List<String> models,
        EngineSettings engine,
        Duration loadTime,
        boolean bindAfterLoad,
        Duration drainTime,
        long seed,
        Set<String> keys,
        Price price,
        int contextLength,
        int prefixCacheBlocks,
        long kvTokens,
        boolean autoToolChoice) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if no model is named
     */
    public ServerOptions {
        models = List.copyOf(models);
        keys = Set.copyOf(keys);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("--model is missing: name at least one model to serve");
        }
    }
}
