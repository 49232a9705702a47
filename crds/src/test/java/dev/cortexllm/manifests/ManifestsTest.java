package dev.cortexllm.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed manifests are those of the types, and say what a user and an API server need. */
class ManifestsTest {
    private static final Path FOLDER = Path.of("manifests");
    /** Helm takes CRDs from inside of the chart only. */
    private static final Path CHART = Path.of("../charts/cortex-llm/crds");

    /** What a router reads at its start, to check files without a cluster. */
    private static final Path SCHEMAS = Path.of("src/main/resources/dev/cortexllm/manifests");

    private static final Map<String, String> GENERATED = ManifestGenerator.generate();

    @BeforeAll
    static void updateWhenAsked() throws IOException {
        if (Boolean.getBoolean("update.manifests")) {
            for (Map.Entry<String, String> file : GENERATED.entrySet()) {
                Files.writeString(Files.createDirectories(FOLDER).resolve(file.getKey()), file.getValue());
                Files.writeString(Files.createDirectories(CHART).resolve(file.getKey()), file.getValue());
                Files.writeString(
                        Files.createDirectories(SCHEMAS).resolve(schemaFile(file.getKey())),
                        ManifestGenerator.schemaOnly(file.getValue()));
            }
        }
    }

    static Set<String> files() {
        return GENERATED.keySet();
    }

    static List<Path> folders() {
        return List.of(FOLDER, CHART);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theFolderHoldsTheManifestsAndNothingElse(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(new TreeSet<>(files.map(f -> f.getFileName().toString()).toList()))
                    .isEqualTo(files());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void committedIsGenerated(String file) throws IOException {
        for (Path folder : folders()) {
            assertThat(Files.readString(folder.resolve(file)))
                    .as(
                            "%s differs from the types; run ./mvnw -pl crds -am test -Dtest=ManifestsTest"
                                    + " -Dupdate.manifests=true and commit the result",
                            folder.resolve(file))
                    .isEqualTo(GENERATED.get(file));
        }
        assertThat(Files.readString(SCHEMAS.resolve(schemaFile(file))))
                .as("written anew together with %s", file)
                .isEqualTo(ManifestGenerator.schemaOnly(GENERATED.get(file)));
    }

    private static String schemaFile(String manifest) {
        return manifest.substring(0, manifest.indexOf('.')) + ".json";
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldHasADescription(String file) throws IOException {
        List<String> bare = new ArrayList<>();
        walkFields("", schema(file), (path, field) -> {
            if (field.path("description").asText().isBlank()) {
                bare.add(path);
            }
        });
        assertThat(bare).isEmpty();
    }

    /** An API server refuses CEL rules whose cost it cannot bound; a spec is also no place for unbounded text. */
    @ParameterizedTest
    @MethodSource("files")
    void everythingInASpecIsBounded(String file) throws IOException {
        List<String> unbounded = new ArrayList<>();
        walk("spec", schema(file).at("/properties/spec"), (path, node) -> {
            boolean bounded =
                    switch (node.path("type").asText()) {
                        case "string" -> node.has("maxLength") || node.has("enum");
                        case "array" -> node.has("maxItems") && node.has("x-kubernetes-list-type");
                        case "object" -> node.has("properties") || node.has("maxProperties");
                        case "integer" -> node.has("format");
                        case "boolean" -> true;
                        default -> node.has("x-kubernetes-int-or-string") && node.has("maxLength");
                    };
            if (!bounded) {
                unbounded.add(path);
            }
        });
        assertThat(unbounded).isEmpty();
    }

    /** Enum values such as True must be quoted: unquoted they are booleans to the API server's YAML reader. */
    @ParameterizedTest
    @MethodSource("files")
    void enumValuesAndRulesAreStrings(String file) throws IOException {
        List<String> wrong = new ArrayList<>();
        walk("", schema(file), (path, node) -> {
            node.path("enum").forEach(value -> {
                if (!value.isTextual()) {
                    wrong.add(path);
                }
            });
            Set<String> rules = new TreeSet<>();
            node.path("x-kubernetes-validations").forEach(rule -> {
                if (!rules.add(rule.path("rule").asText())) {
                    wrong.add(path + " repeats " + rule);
                }
            });
        });
        assertThat(wrong).isEmpty();
    }

    /** Client-side apply keeps a copy in an annotation, and annotations end at 256 KiB. */
    @ParameterizedTest
    @MethodSource("files")
    void staysUnderTheLimitOfClientSideApply(String file) {
        assertThat(GENERATED.get(file).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200_000);
    }

    @Test
    void columnsAnswerAQuestionFirst() throws IOException {
        assertThat(columns("routingpolicies"))
                .containsExactly("Ready", "Targets", "Local", "Spend-Today", "Reason", "Age");
        assertThat(columns("modeldeployments"))
                .containsExactly("Ready", "Replicas", "Available", "GPUs", "Reason", "Age");
        assertThat(columns("llmgateways")).containsExactly("Ready", "Programmed", "Policies", "URL", "Reason", "Age");
        assertThat(columns("llmproviders")).containsExactly("Ready", "Vendor", "URL", "Models", "Reason", "Age");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyKindHasStatusAndTheTwoWithReplicasHaveScale(String file) throws IOException {
        JsonNode subresources = read(file).at("/spec/versions/0/subresources");
        assertThat(subresources.has("status")).isTrue();
        boolean scales = file.startsWith("llmgateways") || file.startsWith("modeldeployments");
        assertThat(subresources.path("scale").path("labelSelectorPath").asText())
                .isEqualTo(scales ? ".status.selector" : "");
    }

    private static List<String> columns(String plural) throws IOException {
        return read(plural + ".cortexllm.dev.yaml")
                .at("/spec/versions/0/additionalPrinterColumns")
                .findValuesAsText("name");
    }

    private static JsonNode schema(String file) throws IOException {
        return read(file).at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static JsonNode read(String file) throws IOException {
        return new YAMLMapper().readTree(GENERATED.get(file));
    }

    private static void walkFields(String path, JsonNode schema, BiConsumer<String, JsonNode> visit) {
        visit.accept(path, schema);
        schema.path("properties")
                .fields()
                .forEachRemaining(field -> walkFields(path + "." + field.getKey(), field.getValue(), visit));
        schema.path("items")
                .path("properties")
                .fields()
                .forEachRemaining(field -> walkFields(path + "[]." + field.getKey(), field.getValue(), visit));
    }

    private static void walk(String path, JsonNode schema, BiConsumer<String, JsonNode> visit) {
        visit.accept(path, schema);
        schema.path("properties")
                .fields()
                .forEachRemaining(field -> walk(path + "." + field.getKey(), field.getValue(), visit));
        for (String child : List.of("items", "additionalProperties")) {
            if (schema.path(child).isObject()) {
                walk(path + "." + child, schema.get(child), visit);
            }
        }
    }
}
