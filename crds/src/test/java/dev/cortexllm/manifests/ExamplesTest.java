package dev.cortexllm.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.Manifests;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.schema.CrdSchema;
import dev.cortexllm.schema.Pruned;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.SchemaReader;
import dev.cortexllm.schema.quick.QuickRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code src/test/resources/<kind>/valid-*.yaml} and {@code invalid-<field>-<why>.yaml} against the committed schema;
 * the first line of an invalid one says what the server's answer contains.
 */
class ExamplesTest {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final String EXPECT = "# expect: ";
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Map<String, Class<?>> SPECS = Map.of(
            "LLMGateway", LLMGatewaySpec.class,
            "LLMProvider", LLMProviderSpec.class,
            "ModelDeployment", ModelDeploymentSpec.class,
            "RoutingPolicy", RoutingPolicySpec.class);
    private static final Map<String, CrdSchema> SCHEMAS = Manifests.all().stream()
            .map(ExamplesTest::tree)
            .flatMap(crd -> CrdSchema.allServed(crd).stream())
            .collect(Collectors.toMap(CrdSchema::kind, Function.identity()));

    static List<Path> valid() throws IOException {
        return files("valid-");
    }

    static List<Path> invalid() throws IOException {
        return files("invalid-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void validIsTakenWholeAndReadByTheTypes(Path file) throws IOException {
        ObjectNode object = (ObjectNode) tree(Files.readString(file));
        CrdSchema schema = SCHEMAS.get(object.path("kind").asText());
        Pruned pruned = schema.prune(object);
        assertThat(pruned.unknown()).isEmpty();
        ObjectNode defaulted = schema.withDefaults(pruned.object());
        assertThat(schema.validate(defaulted, Optional.empty())).isEmpty();
        assertThat(YAML.treeToValue(defaulted.get("spec"), SPECS.get(schema.kind())))
                .isNotNull();
    }

    /** So quick does a router start; a rule that is written in another way costs it most of a second. */
    @ParameterizedTest
    @MethodSource("valid")
    void validBreaksNoRuleAndNeedsNoCelToSaySo(Path file) throws IOException {
        ObjectNode object = (ObjectNode) tree(Files.readString(file));
        CrdSchema schema = SCHEMAS.get(object.path("kind").asText());
        assertThat(QuickRules.of(SchemaReader.known(schema.openApi()))
                        .orElseThrow()
                        .hold(schema.withDefaults(object)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidIsRefusedInTheSameWordsWhenItsSchemaIsReadQuickly(Path file) throws IOException {
        ObjectNode object = (ObjectNode) tree(Files.readString(file));
        CrdSchema schema = SCHEMAS.get(object.path("kind").asText());
        ObjectNode full = schema.withDefaults(object);
        CrdSchema quick = CrdSchema.known(tree(Manifests.schema(schema.plural())), schema.version());
        assertThat(quick.validate(full, Optional.empty())).isEqualTo(schema.validate(full, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidIsRefusedWithTheExpectedSentence(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text).startsWith(EXPECT);
        ObjectNode object = (ObjectNode) tree(text);
        CrdSchema schema = SCHEMAS.get(object.path("kind").asText());
        assertThat(schema.prune(object).unknown()).isEmpty();
        assertThat(schema.validate(schema.withDefaults(object), Optional.empty()))
                .extracting(Violation::toString)
                .anySatisfy(line -> assertThat(line)
                        .contains(text.lines().findFirst().orElseThrow().substring(EXPECT.length())));
    }

    @Test
    void everyFolderHasBoth() throws IOException {
        for (String kind : SPECS.keySet()) {
            String folder = kind.toLowerCase(Locale.ROOT);
            assertThat(valid()).as("valid " + kind).anyMatch(f -> f.getParent().endsWith(folder));
            assertThat(invalid()).as("invalid " + kind).anyMatch(f -> f.getParent()
                    .endsWith(folder));
        }
    }

    @Test
    void anApiServerWouldTakeEveryRulesCost() {
        assertThat(SCHEMAS).hasSize(4);
        SCHEMAS.values()
                .forEach(schema ->
                        assertThat(schema.costWarnings()).as(schema.kind()).isEmpty());
    }

    @Test
    void defaultsReachNestedFields() throws IOException {
        assertThat(defaulted("modeldeployment/valid-smallest")
                        .at("/spec/timeouts/connect")
                        .asText())
                .isEqualTo(Defaults.CONNECT);
        assertThat(defaulted("modeldeployment/valid-smallest")
                        .at("/spec/drainTimeout")
                        .asText())
                .isEqualTo(Defaults.ENGINE_DRAIN);
        assertThat(defaulted("llmprovider/valid-vendor")
                        .at("/spec/timeouts/idle")
                        .asText())
                .isEqualTo(Defaults.IDLE);
        assertThat(defaulted("routingpolicy/valid-smallest")
                        .at("/spec/fallback/maxAttempts")
                        .asText())
                .isEqualTo(Defaults.MAX_ATTEMPTS);
        assertThat(defaulted("routingpolicy/valid-smallest")
                        .at("/spec/unsupported")
                        .asText())
                .isEqualTo(Defaults.UNSUPPORTED);
        assertThat(defaulted("llmgateway/valid-empty")
                        .at("/spec/maxRequestBytes")
                        .asText())
                .isEqualTo(Defaults.MAX_REQUEST_BYTES);
    }

    /** A default in the schema would hide whether the user has said it, and so what else decides. */
    @Test
    void whatTheVendorOrAnotherFieldDecidesHasNoDefault() throws IOException {
        ObjectNode provider = defaulted("llmprovider/valid-vendor");
        assertThat(provider.at("/spec/format").isMissingNode()).isTrue();
        assertThat(provider.at("/spec/timeouts/total").isMissingNode()).isTrue();
    }

    @Test
    void whatNobodyHasLookedAtIsUnknown() throws IOException {
        JsonNode condition = defaulted("llmgateway/valid-empty").at("/status/conditions/0");
        assertThat(condition.path("type").asText()).isEqualTo("Ready");
        assertThat(condition.path("status").asText()).isEqualTo("Unknown");
    }

    private static ObjectNode defaulted(String example) throws IOException {
        ObjectNode object = (ObjectNode) tree(Files.readString(ROOT.resolve(example + ".yaml")));
        return SCHEMAS.get(object.path("kind").asText()).withDefaults(object);
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 2)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
