package dev.cortexllm.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.schema.CrdSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An API server would take them. */
class ManifestsTest {
    private static final Path DEFINITIONS = Path.of("../crds/manifests");

    static String[][] objects() {
        return new String[][] {
            {"llmgateways", Manifests.gateway()},
            {"llmproviders", Manifests.provider(8000)},
            {"modeldeployments", Manifests.deployment(7)},
            {"routingpolicies", Manifests.policyOfProvider("changed", "other-3")},
        };
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objects_are_as_their_definitions_want_them(String plural, String json) throws IOException {
        Path definition = DEFINITIONS.resolve(plural + ".cortexllm.dev.yaml");
        CrdSchema schema = CrdSchema.of(new YAMLMapper().readTree(definition.toFile()), "v1alpha1");
        ObjectNode object = schema.withDefaults((ObjectNode) new ObjectMapper().readTree(json));

        assertThat(schema.validate(object, Optional.empty())).isEmpty();
        assertThat(schema.prune(object).unknown()).isEmpty();
    }
}
