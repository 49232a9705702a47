package dev.cortexllm.sandbox.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The program that is run: the one that the build brings along, or the one that somebody names. */
final class RedisBinary {
    /** System property that names another server, such as Valkey's. */
    static final String PROPERTY = "cortexllm.redis-server";

    /** The version of the server in Signal's artifact; a part of the resource's name. */
    private static final String VERSION = "7.0.15";

    private RedisBinary() {}

    /**
     * Puts the program in place.
     *
     * @param folder where it is unpacked
     * @throws IOException if it cannot be written, or there is none for this machine
     */
    static Path in(Path folder) throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        String resource = "/redis-server-" + VERSION + "-" + system() + "-" + architecture();
        try (InputStream carried = RedisBinary.class.getResourceAsStream(resource)) {
            if (carried == null) {
                throw new IOException(
                        "the build brings no Redis for this machine (" + resource + "); name one with -D" + PROPERTY);
            }
            Path binary = folder.resolve("redis-server");
            Files.copy(carried, binary);
            if (!binary.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + binary + " executable");
            }
            return binary;
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
    }
}
