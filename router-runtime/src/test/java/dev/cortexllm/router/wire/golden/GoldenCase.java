package dev.cortexllm.router.wire.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One golden folder: {@code <dialect>-<format>/<case>}.
 *
 * @param dialect what the client speaks, lower case
 * @param format what the provider speaks, lower case
 * @param name name of the case
 * @param settings its {@code case.yaml}
 */
public record GoldenCase(String dialect, String format, String name, CaseSettings settings) {
    private static final Path ROOT = Path.of("src/test/resources/wire");
    private static final Set<String> FILES = Set.of(
            "case.yaml",
            "request.in.json",
            "request.out.json",
            "answer.in.json",
            "answer.out.json",
            "stream.in.sse",
            "stream.out.sse",
            "error.in.json",
            "error.in.txt",
            "error.out.json");
    /** Only cases whose {@code pair/name} begins so, for whoever works on one. */
    private static final String ONLY = System.getProperty("golden", "");
    /** Whether expectations are written anew instead of compared. */
    private static final boolean UPDATE = Boolean.getBoolean("update.golden");

    /** All cases, sorted by pair and name. */
    public static Stream<GoldenCase> all() {
        return folders(ROOT)
                .filter(pair -> pair.getFileName().toString().matches("(openai|anthropic)-[a-z]+"))
                .flatMap(pair -> folders(pair).map(GoldenCase::read))
                .filter(golden -> golden.toString().startsWith(ONLY));
    }

    private static Stream<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase read(Path folder) {
        String[] pair = folder.getParent().getFileName().toString().split("-", 2);
        String name = folder.getFileName().toString();
        try {
            return new GoldenCase(pair[0], pair[1], name, CaseSettings.read(folder.resolve("case.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + "/case.yaml: " + e.getMessage(), e);
        }
    }

    /** Whether client and provider speak the same, so that bytes must stay as they are. */
    public boolean passes() {
        return dialect.equals(format);
    }

    /**
     * Whether the case has a file.
     *
     * @param file its name
     */
    public boolean has(String file) {
        return Files.exists(path(file));
    }

    /**
     * Reads a file.
     *
     * @param file its name
     * @return its bytes
     */
    public byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(path(file));
    }

    /**
     * Reads a file.
     *
     * @param file its name
     * @return its text
     */
    public String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /**
     * What a file is to hold; written anew first when that was asked for.
     *
     * @param file its name
     * @param actual what came out
     * @return its text
     */
    String expected(String file, String actual) throws IOException {
        if (UPDATE) {
            Files.writeString(path(file), actual);
        }
        return has(file) ? text(file) : "(there is no " + file + ")";
    }

    /**
     * Files that nothing of the case reads.
     *
     * @param used names of the files that are read
     */
    Set<String> unused(Set<String> used) throws IOException {
        try (Stream<Path> files = Files.list(path(""))) {
            Set<String> unused = files.map(file -> file.getFileName().toString())
                    .filter(file -> !FILES.contains(file) || !used.contains(file))
                    .collect(Collectors.toCollection(TreeSet::new));
            return unused;
        }
    }

    private Path path(String file) {
        return ROOT.resolve(dialect + "-" + format).resolve(name).resolve(file);
    }

    @Override
    public String toString() {
        return dialect + "-" + format + "/" + name;
    }
}
