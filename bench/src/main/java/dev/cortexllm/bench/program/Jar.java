package dev.cortexllm.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs that this checkout builds and that are started from their own folders, with the libraries beside them. */
public enum Jar {
    /** The router. */
    ROUTER("router-runtime", "cortex-router"),
    /** The operator. */
    OPERATOR("operator", "cortex-operator"),
    /** The sandbox's API server and kubelet. */
    SANDBOX("sandbox/cluster", "cortex-sandbox-cluster");

    private final String module;
    private final Pattern name;

    Jar(String module, String artifact) {
        this.module = module;
        this.name = Pattern.compile(Pattern.quote(artifact) + "-[0-9][^-]*(-SNAPSHOT)?\\.jar");
    }

    /** Where it is; empty: it has not been built. */
    public Optional<Path> file() {
        return file(Path.of(""));
    }

    Optional<Path> file(Path checkout) {
        Path folder = checkout.resolve(module).resolve("target");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .map(Path::toAbsolutePath)
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
