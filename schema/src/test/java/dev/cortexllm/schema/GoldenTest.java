package dev.cortexllm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.schema.node.JsonEquality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder, one case: {@code crd.yaml}, {@code object.yaml}, perhaps {@code old.yaml}, and {@code expected.yaml} with what the
 * server makes of them. {@code -Dupdate.golden=true} writes the expectation anew, to be reviewed as a diff.
 */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden");
    private static final Set<String> FILES = Set.of("crd.yaml", "object.yaml", "old.yaml", "expected.yaml");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
        }
        ObjectNode actual = judge(folder);
        Path expected = folder.resolve("expected.yaml");
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(expected, YAML.writeValueAsString(actual));
        }
        assertThat(YAML.writeValueAsString(actual)).isEqualTo(YAML.writeValueAsString(one(expected)));
        assertThat(JsonEquality.same(actual, one(expected))).isTrue();
    }

    private static ObjectNode judge(Path folder) throws IOException {
        ObjectNode judgement = YAML.createObjectNode();
        CrdSchema schema;
        try {
            schema = CrdSchema.allServed(one(folder.resolve("crd.yaml"))).get(0);
        } catch (SchemaException e) {
            return judgement.put("refusedCrd", e.getMessage());
        }
        add(judgement, "costWarnings", schema.costWarnings());
        Pruned pruned = schema.prune(one(folder.resolve("object.yaml")));
        add(judgement, "pruned", pruned.unknown());
        ObjectNode object = schema.withDefaults(pruned.object());
        judgement.set("object", object);
        Path old = folder.resolve("old.yaml");
        Optional<ObjectNode> stored = Files.exists(old) ? Optional.of(schema.withDefaults(one(old))) : Optional.empty();
        add(judgement, "violations", schema.validate(object, stored));
        return judgement;
    }

    private static void add(ObjectNode judgement, String name, List<?> lines) {
        if (!lines.isEmpty()) {
            ArrayNode array = judgement.putArray(name);
            lines.forEach(line -> array.add(line.toString()));
        }
    }

    private static ObjectNode one(Path file) {
        YamlDocuments read = YamlDocuments.read(file);
        assertThat(read.problems()).isEmpty();
        assertThat(read.documents()).hasSize(1);
        return read.documents().get(0).content();
    }
}
