package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One run of the loader.
 *
 * @param source {@code hf://organisation/repository} or {@code ollama://name:tag}
 * @param into the volume
 * @param key the operator's name for what is wanted: letters, digits and dashes
 * @param revision branch, tag or commit; null: the default branch
 * @param file the only file wanted; null: all
 * @param name what an Ollama serves the model under; null: its own name
 * @param keep keys of what else must stay in the volume
 * @param endpoint the hub
 * @param token what the hub is asked with
 * @param ollama where an Ollama listens
 * @param connections files that are downloaded at a time, at least 1
 * @param environment variables, of which proxies are read
 */
public record Loader(
        String source,
        Path into,
        String key,
        String revision,
        String file,
        String name,
        Set<String> keep,
        URI endpoint,
        Optional<String> token,
        URI ollama,
        int connections,
        Map<String, String> environment) {
    private static final String HUGGING_FACE = "hf://";
    private static final String OLLAMA = "ollama://";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** With pauses of up to half a minute: some minutes without any progress. */
    private static final int MOST_ATTEMPTS = 12;

    /**
     * Downloads; returns when the volume holds the model.
     *
     * @param progress told how far it is
     * @throws LoadFailure when it cannot
     */
    public void run(Progress progress) throws LoadFailure, InterruptedException {
        Retries retries =
                new Retries(MOST_ATTEMPTS, time -> Thread.sleep(time.toMillis()), () -> ThreadLocalRandom.current()
                        .nextDouble());
        if (!key.matches("[A-Za-z0-9-]{1,63}")) {
            throw new LoadFailure(LoadReason.Refused, "--key takes letters, digits and dashes");
        }
        if (source.startsWith(HUGGING_FACE)) {
            Hub hub = new Hub(endpoint, token, PATIENCE, new Proxies(environment));
            new HubLoad(hub, new HubCache(into), Disk.real(), retries, connections, progress)
                    .run(new HubLoad.Wish(key, source.substring(HUGGING_FACE.length()), revision, file, keep));
        } else if (source.startsWith(OLLAMA)) {
            String place = source.substring(OLLAMA.length());
            new OllamaLoad(ollama, into, Disk.real(), retries, progress).run(key, place, name == null ? place : name);
        } else {
            throw new LoadFailure(LoadReason.Refused, "'" + source + "' is neither hf:// nor ollama://");
        }
    }

    /** Where an Ollama listens, as {@code OLLAMA_HOST} spells it. */
    public static URI ollamaAt(String host) {
        return OllamaLoad.server(host);
    }
}
