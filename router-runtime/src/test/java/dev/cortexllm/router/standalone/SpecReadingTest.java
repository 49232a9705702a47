package dev.cortexllm.router.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.compile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs that are read without a look at their annotations are those that Jackson reads with one. */
class SpecReadingTest {
    private static final Path EXAMPLES = Path.of("../crds/src/test/resources");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("valid-.*[.]yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isWhatJacksonReads(Path file) throws IOException {
        ObjectNode object = (ObjectNode) new YAMLMapper().readTree(file.toFile());
        Kind kind = Kind.valueOf(object.path("kind").asText());
        ObjectNode full = Definitions.bundled().of(kind).withDefaults(object);
        Class<?> type =
                switch (kind) {
                    case LLMGateway -> LLMGatewaySpec.class;
                    case LLMProvider -> LLMProviderSpec.class;
                    case ModelDeployment -> ModelDeploymentSpec.class;
                    case RoutingPolicy -> RoutingPolicySpec.class;
                };
        assertThat((Object) ResourceReader.spec(full, type))
                .isEqualTo(new JsonMapper().treeToValue(full.path("spec"), type));
    }
}
