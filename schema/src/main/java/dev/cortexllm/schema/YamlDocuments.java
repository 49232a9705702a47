package dev.cortexllm.schema;

import dev.cortexllm.schema.yaml.JsonText;
import dev.cortexllm.schema.yaml.ReadFailure;
import dev.cortexllm.schema.yaml.Utf8;
import dev.cortexllm.schema.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Manifests as kubectl reads them from {@code -f}: YAML or JSON, several documents in a file, {@code kind: List} taken apart.
 * Whatever cannot be read becomes a problem with its place; the rest is read all the same.
 *
 * @param documents the objects, by file name and place
 * @param problems what could not be read
 */
public record YamlDocuments(List<Document> documents, List<ReadProblem> problems) {
    /** The largest file that is read, in bytes; a server takes requests of at most 3 MiB. */
    public static final long MAX_FILE_BYTES = 16L * 1024 * 1024;

    private static final int ANY_DEPTH = Integer.MAX_VALUE;

    public YamlDocuments {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /** Reads a file, or the {@code .yaml}, {@code .yml} and {@code .json} files right in a folder, by name. */
    public static YamlDocuments read(Path fileOrFolder) {
        return read(fileOrFolder, 1);
    }

    /** As {@link #read(Path)}, with all folders below ({@code kubectl -R}). */
    public static YamlDocuments readRecursively(Path fileOrFolder) {
        return read(fileOrFolder, ANY_DEPTH);
    }

    /** Reads bytes that came from elsewhere; {@code name} stands for their file. */
    public static YamlDocuments read(Path name, byte[] bytes) {
        Reading reading = new Reading();
        reading.bytes(name, bytes);
        return reading.result();
    }

    private static YamlDocuments read(Path fileOrFolder, int depth) {
        Reading reading = new Reading();
        if (!Files.isDirectory(fileOrFolder)) {
            reading.file(fileOrFolder);
            return reading.result();
        }
        try (Stream<Path> found = Files.walk(fileOrFolder, depth)) {
            found.filter(file -> isManifest(file) && !Files.isDirectory(file))
                    .sorted()
                    .forEach(reading::file);
        } catch (IOException e) {
            reading.problem(fileOrFolder, "cannot list the folder: " + e.getMessage());
        }
        return reading.result();
    }

    private static boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        // A leading dot is an editor's lock or swap file.
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private static final class Reading {
        private final List<Document> documents = new ArrayList<>();
        private final List<ReadProblem> problems = new ArrayList<>();

        YamlDocuments result() {
            return new YamlDocuments(documents, problems);
        }

        void problem(Path file, String message) {
            problems.add(new ReadProblem(file, 0, 0, message));
        }

        void file(Path file) {
            try {
                if (!Files.exists(file)) {
                    problem(file, "no such file or folder");
                } else if (Files.size(file) > MAX_FILE_BYTES) {
                    problem(file, "is larger than " + MAX_FILE_BYTES / (1024 * 1024) + " MiB");
                } else {
                    bytes(file, Files.readAllBytes(file));
                }
            } catch (IOException e) {
                problem(file, "cannot be read: " + e.getMessage());
            }
        }

        void bytes(Path file, byte[] bytes) {
            try {
                String text = Utf8.decode(bytes);
                FileDocuments inFile = new FileDocuments(file, documents, problems);
                if (JsonText.looksLike(text)) {
                    JsonText.read(text).forEach(inFile::add);
                } else {
                    YamlText.split(text).forEach(inFile::read);
                }
            } catch (ReadFailure e) {
                problems.add(new ReadProblem(file, e.line(), e.column(), e.getMessage()));
            }
        }
    }
}
