package dev.cortexllm.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files of contenders. */
public final class Files {
    private Files() {}

    /** Writes a file and the folders above it. */
    public static Path write(Path file, String text) {
        try {
            java.nio.file.Files.createDirectories(file.getParent());
            return java.nio.file.Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new empty folder. */
    public static Path folder(Path parent, String name) {
        try {
            java.nio.file.Files.createDirectories(parent);
            return java.nio.file.Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with everything in it. */
    public static void delete(Path folder) {
        try (Stream<Path> all = java.nio.file.Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
