package dev.cortexllm.sandbox.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.apiserver.ApiServerOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Helm makes of the chart: a folder per case with {@code values.yaml} and what they render to ({@code -Dupdate.golden=true}
 * writes it); an API server takes every object; values that cannot be are refused with a sentence.
 */
class ChartTest {
    private static final Path CASES = Path.of("src/test/resources/chart");
    private static final Path CRDS = Path.of("../../crds/manifests");
    private static final String NAMESPACE = "cortex-system";

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.embedded(ApiServerOptions.defaults(), 0);
        for (Path file : list(CRDS)) {
            client().load(Files.newInputStream(file)).items().forEach(crd -> client().resource(crd)
                    .serverSideApply());
        }
        for (String name : List.of(NAMESPACE, "team-a", "team-b")) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static Stream<Path> cases() throws IOException {
        return list(CASES).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersAsExpected(Path folder) throws IOException {
        String rendered = Chart.render(NAMESPACE, Files.readString(folder.resolve("values.yaml")));
        Path expected = folder.resolve("expected.yaml");
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(expected, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anApiServerTakesEveryObject(Path folder) throws IOException {
        for (HasMetadata object : Chart.objects(NAMESPACE, Files.readString(folder.resolve("values.yaml")))) {
            HasMetadata taken = client().resource(object)
                    .fieldManager("helm")
                    .forceConflicts()
                    .serverSideApply();
            assertThat(taken.getMetadata().getUid()).isNotBlank();
        }
    }

    /** Fabric8's types are generated from the API; what they do not know an API server would drop. */
    @ParameterizedTest
    @MethodSource("cases")
    void noFieldIsUnknownToTheApi(Path folder) throws IOException {
        ObjectMapper strict = new YAMLMapper()
                .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(Annotated member) {
                        return false;
                    }
                })
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (HasMetadata object : Chart.objects(NAMESPACE, Files.readString(folder.resolve("values.yaml")))) {
            if (object instanceof GenericKubernetesResource) {
                continue; // One of ours: the API server knows its schema.
            }
            String yaml = client().getKubernetesSerialization().asYaml(object);
            assertThatCode(() -> strict.readValue(yaml, object.getClass())).doesNotThrowAnyException();
        }
    }

    @Test
    void carriesTheManifestsOfTheTypes() throws IOException {
        assertThat(contents(Chart.FOLDER.resolve("crds")))
                .as(
                        "charts/cortex-llm/crds must be crds/manifests; ManifestsTest writes both with -Dupdate.manifests=true")
                .isEqualTo(contents(CRDS));
    }

    @Test
    void lintFindsNothing() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.isFailed())
                .as(() -> String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: many | replicas: Invalid type. Expected: integer, given: string",
                "replicas: 0 | replicas: Must be greater than or equal to 1",
                "watchNamespaces: [Team] | watchNamespaces.0: Does not match pattern",
                "watchNamespaces: [a, a] | watchNamespaces: array items[0,1] must be unique",
                "watchNamespaces: '' | watchNamespaces: Invalid type. Expected: array, given: string",
                "replica: 3 | Additional property replica is not allowed",
                "image: {digest: latest} | image.digest: Does not match pattern",
                "image: {pullPolicy: Sometimes} | image.pullPolicy must be one of the following",
                "resync: soon | resync: Does not match pattern",
                "logLevel: LOUD | logLevel: logLevel must be one of the following",
                "networkPolicy: {egress: {ports: [0]}} | networkPolicy.egress.ports.0: Must be greater than or equal to 1",
                "gateway: {create: true, namespace: elsewhere} | gateway.namespace is \"elsewhere\", which the operator does not watch",
            })
    void whatCannotBeIsRefused(String values, String sentence) {
        assertThatThrownBy(() -> Chart.render(NAMESPACE, values)).hasMessageContaining(sentence);
    }

    private static KubernetesClient client() {
        return cluster.client();
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> out = new TreeMap<>();
        for (Path file : list(folder)) {
            out.put(file.getFileName().toString(), Files.readString(file));
        }
        return out;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
