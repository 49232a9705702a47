package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One golden folder of the operator, read without the operator's types.
 *
 * @param name the folders' names
 * @param owner the resource that goes in
 * @param children the objects that come out, in order of their files' names
 */
record GoldenCase(String name, ObjectNode owner, List<ObjectNode> children) {
    private static final Path GOLDEN = Path.of("../../operator/src/test/resources/golden");
    private static final ObjectMapper YAML = new YAMLMapper();

    /** All of them. */
    static List<GoldenCase> all() {
        return list(GOLDEN).flatMap(kind -> list(kind)).map(GoldenCase::read).toList();
    }

    private static GoldenCase read(Path folder) {
        return new GoldenCase(
                folder.getParent().getFileName() + "/" + folder.getFileName(),
                objects(folder, "in-").get(0),
                objects(folder, "out-"));
    }

    private static List<ObjectNode> objects(Path folder, String prefix) {
        return list(folder)
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .map(file -> {
                    try {
                        return (ObjectNode) YAML.readTree(Files.readString(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(file.toString(), e);
                    }
                })
                .toList();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
