package dev.cortexllm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any object under any schema: judged with random objects under the schemas of the golden cases. */
class CrdSchemaPropertiesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int OBJECTS = 100;

    static List<Path> schemas() throws Exception {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden"))) {
            return folders.filter(f -> !f.getFileName().toString().startsWith("crd-broken"))
                    .map(f -> f.resolve("crd.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void pruningAndDefaultingSettleAtOnceAndUnchangedObjectsAreNeverRefused(Path crd) {
        JsonNode manifest = YamlDocuments.read(crd).documents().get(0).content();
        CrdSchema schema = CrdSchema.of(manifest, "v1");
        Random random = new Random(11);
        for (int i = 0; i < OBJECTS; i++) {
            ObjectNode object = object(schema, random);
            ObjectNode untouched = object.deepCopy();
            Pruned pruned = schema.prune(object);
            ObjectNode defaulted = schema.withDefaults(pruned.object());

            assertThat(object).isEqualTo(untouched);
            assertThat(schema.prune(pruned.object())).isEqualTo(new Pruned(pruned.object(), List.of()));
            assertThat(schema.withDefaults(defaulted)).isEqualTo(defaulted);
            assertThat(schema.prune(defaulted).unknown()).isEmpty();

            List<Violation> created = schema.validate(defaulted, Optional.empty());
            assertThat(created).doesNotHaveDuplicates().allSatisfy(v -> {
                assertThat(v.path()).isNotBlank();
                assertThat(v.message()).startsWith(v.reason().text());
            });
            boolean keysAreUnique = created.stream()
                    .noneMatch(
                            v -> v.reason() == Reason.DUPLICATE || v.message().contains("list-type map"));
            if (keysAreUnique) {
                assertThat(schema.validate(defaulted, Optional.of(defaulted)))
                        .filteredOn(v -> !isNeverForgiven(v))
                        .isEmpty();
            }
        }
    }

    /** An update forgives what the schema says of an unchanged value, but not a rule that cannot be evaluated, nor scale. */
    private static boolean isNeverForgiven(Violation violation) {
        return violation.message().contains("evaluating rule")
                || violation.message().contains("call arguments did not match")
                || violation.path().equals(".spec.replicas");
    }

    private static ObjectNode object(CrdSchema schema, Random random) {
        ObjectNode object =
                JSON.objectNode().put("apiVersion", "example.com/v1").put("kind", "Thing");
        object.putObject("metadata").put("name", "x");
        object.set("spec", value(schema.openApi().at("/properties/spec"), random, 0));
        return object;
    }

    /** Mostly a value that fits the schema, sometimes any value. */
    private static JsonNode value(JsonNode schema, Random random, int depth) {
        if (random.nextInt(8) == 0 && depth > 0) {
            return anything(random);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> fields(schema, random, depth);
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                for (int n = random.nextInt(4); n > 0; n--) {
                    array.add(value(schema.path("items"), random, depth + 1));
                }
                yield array;
            }
            case "integer" -> JSON.numberNode(random.nextLong(-3, 12));
            case "number" -> JSON.numberNode(random.nextInt(30) / 4.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default ->
                JSON.textNode(List.of("a", "BAD", "main", "", "2026-11-21T00:00:00Z", "30s")
                        .get(random.nextInt(6)));
        };
    }

    private static ObjectNode fields(JsonNode schema, Random random, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(3) > 0) {
                object.set(property.getKey(), value(property.getValue(), random, depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            object.set("key" + random.nextInt(3), value(schema.get("additionalProperties"), random, depth + 1));
        }
        if (random.nextInt(5) == 0) {
            object.set("unknown", anything(random));
        }
        return object;
    }

    private static JsonNode anything(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.objectNode().put("a", 1);
            case 2 -> JSON.arrayNode().add(1).add("a").addNull();
            case 3 -> JSON.numberNode(1.5);
            case 4 -> JSON.booleanNode(true);
            default -> JSON.textNode("any");
        };
    }
}
