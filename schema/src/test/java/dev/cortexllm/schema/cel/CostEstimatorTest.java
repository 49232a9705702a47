package dev.cortexllm.schema.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.schema.cel.cost.CostEstimator;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import dev.cortexllm.schema.node.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Estimates against the numbers the server's own tests state. */
class CostEstimatorTest {
    private static final ObjectMapper YAML = new YAMLMapper();

    @TestFactory
    Stream<DynamicTest> costs() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/cel-costs.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[1], () -> check(row)));
    }

    private static void check(String[] row) throws Exception {
        long without = cost(row[0].replaceAll(", \\w+: MAX", ""), row[1]);
        if (row[2].equals("unbounded")) {
            assertThat(without).isGreaterThan(CostBook.EXPRESSION_LIMIT);
        } else {
            assertThat(without).isEqualTo(Long.parseLong(row[2]));
        }
        assertThat(cost(row[0].replace("MAX", row[3]), row[1])).isEqualTo(Long.parseLong(row[4]));
    }

    private static long cost(String schema, String rule) throws Exception {
        JsonNode root = YAML.createObjectNode()
                .put("type", "object")
                .set("properties", YAML.createObjectNode().set("self", YAML.readTree(schema)));
        SchemaNode self =
                SchemaReader.read(root, FieldPath.ROOT).children().properties().get("self");
        TypeDeclarer declarer = new TypeDeclarer();
        DeclaredType type = declarer.declare(self, "selfType", false).orElseThrow();
        return CostEstimator.maxCost(
                CelEnvironment.compiler(type, declarer.structs(), false)
                        .compile(rule)
                        .getAst(),
                type::maxElementsAt);
    }
}
