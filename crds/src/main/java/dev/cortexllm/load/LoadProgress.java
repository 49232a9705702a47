package dev.cortexllm.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * How far a loader is, as it answers to {@code GET /progress}.
 *
 * @param phase {@code listing}, {@code downloading} or {@code done}
 * @param bytes bytes that are there, those of an earlier attempt included; at least 0
 * @param totalBytes bytes that there will be; 0 while that is unknown
 * @param bytesPerSecond what this attempt downloads on average; 0 while that is unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadProgress(String phase, long bytes, long totalBytes, long bytesPerSecond) {
    /** Where it is served. */
    public static final String PATH = "/progress";
    /** The port in the pod. */
    public static final int PORT = 8090;
    /** Longest answer that is read, in bytes. */
    public static final int MOST_BYTES = 4096;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WHOLE = 100;

    /** As JSON. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an answer; empty when it is none that makes sense. */
    public static Optional<LoadProgress> read(String text) {
        try {
            LoadProgress read = JSON.readValue(text, LoadProgress.class);
            boolean sensible = read != null && read.bytes >= 0 && read.totalBytes >= 0 && read.bytesPerSecond >= 0;
            return sensible ? Optional.of(read) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Percent that is there, 0 to 100; 0 while the whole is unknown. */
    public int percent() {
        return totalBytes == 0 ? 0 : (int) Math.min(WHOLE, (long) ((double) bytes / totalBytes * WHOLE));
    }
}
