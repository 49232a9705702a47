package dev.cortexllm.router.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.load.LoadReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Has an Ollama that runs beside this process pull a model (its {@code /api/pull}), which it can go on with after a restart by
 * itself, and gives the model the name that it is served under.
 */
final class OllamaLoad {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECT_MILLIS = 5_000;
    /** Checking hashes says nothing for as long as it takes to read the model. */
    private static final int SILENCE_MILLIS = 15 * 60_000;

    private final URI server;
    private final Path root;
    private final Disk disk;
    private final Retries retries;
    private final Progress progress;
    private final Map<String, long[]> layers = new HashMap<>();

    OllamaLoad(URI server, Path root, Disk disk, Retries retries, Progress progress) {
        this.server = server;
        this.root = root;
        this.disk = disk;
        this.retries = retries;
        this.progress = progress;
    }

    /**
     * Pulls; what is there already is not asked for again.
     *
     * @param key the operator's name for it
     * @param place the model in Ollama's registry
     * @param name what it is served under
     * @throws LoadFailure when the volume will not hold the model
     */
    void run(String key, String place, String name) throws LoadFailure, InterruptedException {
        retries.run("waiting for Ollama", () -> 0, () -> post("/api/show", Map.of("model", name)) != 0);
        try {
            Loaded loaded = new Loaded(root);
            HubCache folders = new HubCache(root);
            folders.folders(loaded.folder());
            boolean there = loaded.find(key).isPresent()
                    && post("/api/show", Map.of("model", name)) == HttpURLConnection.HTTP_OK;
            if (!there) {
                retries.run("the pull of " + place, progress::bytes, () -> pull(place));
                if (!place.equals(name)
                        && post("/api/copy", Map.of("source", place, "destination", name))
                                != HttpURLConnection.HTTP_OK) {
                    throw new LoadFailure(LoadReason.DownloadFailed, "Ollama cannot name the model '" + name + "'");
                }
                loaded.note(key, new Loaded.Entry(place, null, List.of()));
            }
            progress.done();
        } catch (IOException e) {
            Disk.full(e);
            throw new LoadFailure(LoadReason.DownloadFailed, "Ollama broke off: " + e.getMessage());
        }
    }

    private Void pull(String place) throws IOException, LoadFailure {
        layers.clear();
        HttpURLConnection call = call("/api/pull", Map.of("model", place, "stream", true));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body(call), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                JsonNode said = read(line);
                if (said.has("error")) {
                    throw refused(place, said.path("error").asText());
                }
                if (said.path("status").asText().equals("success")) {
                    return null;
                }
                layer(said);
                line = lines.readLine();
            }
        } finally {
            call.disconnect();
        }
        throw new IOException("Ollama ended its answer in the middle");
    }

    /** One layer after the other becomes known, the largest first: the whole grows a little. */
    private void layer(JsonNode said) throws IOException, LoadFailure {
        String digest = said.path("digest").asText();
        long total = said.path("total").asLong();
        long completed = said.path("completed").asLong();
        if (digest.isEmpty() || total <= 0) {
            return;
        }
        boolean first = layers.isEmpty();
        if (layers.put(digest, new long[] {completed, total}) == null) {
            disk.check(root, total - completed);
        }
        long bytes = layers.values().stream().mapToLong(layer -> layer[0]).sum();
        long whole = layers.values().stream().mapToLong(layer -> layer[1]).sum();
        if (first) {
            progress.begin(whole, bytes);
        } else {
            progress.report(whole, bytes);
        }
    }

    private IOException refused(String place, String said) throws LoadFailure {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("no space left")) {
            throw new LoadFailure(
                    LoadReason.DiskTooSmall, "the volume became full during the pull; give spec.cache.size more");
        }
        if (text.contains("file does not exist") || text.contains("not found")) {
            throw new LoadFailure(LoadReason.NotFound, "Ollama's registry has no model '" + place + "'");
        }
        if (text.contains("unauthorized") || text.contains("gated")) {
            throw new LoadFailure(LoadReason.GatedRepository, "'" + place + "' is not open to everybody: " + said);
        }
        return new IOException("Ollama says: " + said);
    }

    private int post(String path, Map<String, ?> body) throws IOException {
        HttpURLConnection call = call(path, body);
        try {
            return call.getResponseCode();
        } finally {
            call.disconnect();
        }
    }

    private HttpURLConnection call(String path, Map<String, ?> body) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) server.resolve(path).toURL().openConnection();
        call.setConnectTimeout(CONNECT_MILLIS);
        call.setReadTimeout(SILENCE_MILLIS);
        call.setRequestMethod("POST");
        call.setRequestProperty("Content-Type", "application/json");
        call.setDoOutput(true);
        call.getOutputStream().write(JSON.writeValueAsBytes(body));
        return call;
    }

    /** Errors come with a body of the same form. */
    private static InputStream body(HttpURLConnection call) throws IOException {
        InputStream body = call.getResponseCode() < 400 ? call.getInputStream() : call.getErrorStream();
        return body == null ? InputStream.nullInputStream() : body;
    }

    private static JsonNode read(String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("Ollama answers with something that is not JSON", e);
        }
    }

    /** Where an Ollama listens, as {@code OLLAMA_HOST} spells it. */
    static URI server(String host) {
        String address = host.contains("://") ? host : "http://" + host;
        return URI.create(address.replaceAll("/+$", ""));
    }
}
