package dev.cortexllm.bench.program;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class Programs {
    private static final List<String> ELSEWHERE = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/bin");
    private static final int PATIENCE_SECONDS = 5;

    private Programs() {}

    /**
     * Finds a program.
     *
     * @param name its name
     * @return where it is; empty: not on this machine
     */
    public static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), ELSEWHERE.stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What a program says of its version.
     *
     * @param command the program with the option that makes it say so
     * @return the first line of what it prints; empty when it fails or stays silent
     */
    public static Optional<String> version(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return said.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The Java program that runs this one. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
