package dev.cortexllm.sandbox.kubelet.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The runtimes file: {@code runtimes: [{image, command, args, env, dropCommand, program}, …]}; the first entry that matches an image
 * wins.
 *
 * @param origin where the entries come from, for messages
 */
public record RuntimeCatalog(String origin, List<ContainerRuntime> runtimes) {
    private record Document(List<ContainerRuntime> runtimes) {}

    /** Copies the list. */
    public RuntimeCatalog {
        runtimes = List.copyOf(runtimes);
    }

    /**
     * Reads a runtimes file.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it is no runtimes file; the message names file and place
     */
    public static RuntimeCatalog read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /**
     * Parses the text of a runtimes file.
     *
     * @throws IllegalArgumentException when it is no runtimes file; the message names origin and place
     */
    public static RuntimeCatalog parse(String origin, String yaml) {
        try {
            Document document = new ObjectMapper(new YAMLFactory()).readValue(yaml, Document.class);
            if (document == null || document.runtimes() == null) {
                throw new IllegalArgumentException(origin + ": a runtimes file has one key, \"runtimes\", with a list");
            }
            return new RuntimeCatalog(origin, document.runtimes());
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IllegalArgumentException(origin + place + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The first entry that matches an image. */
    public Optional<ContainerRuntime> find(String image) {
        return runtimes.stream().filter(runtime -> runtime.matches(image)).findFirst();
    }
}
