package dev.cortexllm.router.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkspaceTest {
    private static final Definitions DEFINITIONS = Definitions.bundled();
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final Path HYBRID = Path.of("../examples/hybrid");

    @TempDir
    private Path folder;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(HYBRID.getParent())) {
            return files.filter(file -> file.endsWith("gateway.yaml"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsClean(Path example) {
        assertThat(workspace(example).lint()).isEmpty();
    }

    @Test
    void theDialectsExampleIsServedInThreeFormatsWithKeysFromTheEnvironment() {
        Map<String, String> keys =
                Map.of("OPENAI_API_KEY", "1", "ANTHROPIC_API_KEY", "2", "GEMINI_API_KEY", "3", "MOONSHOT_API_KEY", "4");
        Workspace workspace =
                new Workspace(List.of(HYBRID.resolveSibling("dialects")), null, Map.of(), keys, DEFINITIONS, CATALOGUE);
        Workspace.Result result = workspace.compile(Optional.empty());
        assertThat(result.findings()).isEmpty();
        ConfigBundle bundle = result.compilation().orElseThrow().bundle();
        assertThat(bundle.config().upstreams())
                .extracting(one -> one.name() + " " + one.format() + " "
                        + bundle.secrets().get(one.credentials().get(0)))
                .containsExactly("anthropic ANTHROPIC 2", "gemini GEMINI 3", "kimi OPENAI 4", "openai OPENAI 1");
        assertThat(bundle.config().policies())
                .extracting(Policy::name, Policy::unsupported)
                .containsExactly(tuple("anybody", Unsupported.DROP), tuple("gpt-by-gemini", Unsupported.REJECT));
    }

    @Test
    void theHybridExampleIsServedWithAStaticEndpointAndAKeyFromTheEnvironment() {
        Workspace workspace = new Workspace(
                List.of(HYBRID),
                null,
                Map.of("qwen", List.of("http://127.0.0.1:8000")),
                Map.of("MOONSHOT_API_KEY", "from-environment"),
                DEFINITIONS,
                CATALOGUE);
        Workspace.Result result = workspace.compile(Optional.empty());
        assertThat(result.findings()).isEmpty();
        ConfigBundle bundle = result.compilation().orElseThrow().bundle();
        assertThat(bundle.config().policies()).extracting(Policy::models).containsExactly(List.of("assistant"));
        assertThat(bundle.secrets()).containsEntry("default/moonshot/apiKey", "from-environment");
        assertThat(bundle.config().upstreams().get(0).engine().staticEndpoints())
                .containsExactly("http://127.0.0.1:8000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strategy: LocalFirst   | strategy: Fastest       | spec.strategy                | Unsupported value
            model: kimi-k2.6       | modle: kimi-k2.6        | spec.targets[1].modle        | unknown field
            prefer: [cloud, local] | prefer: [cloud, lokal]  | spec                         | name of a target
            models: [assistant]    | models: []              | spec.models                  | at least 1
            kind: RoutingPolicy    | kind: RoutingPolizy     | kind                         | there is no kind RoutingPolizy
            name: moonshot}, model | name: munshot}, model   | spec.targets[1].providerRef  | munshot
            """)
    void aBrokenPolicyIsFoundAtItsPlace(String good, String broken, String path, String sentence) throws IOException {
        for (String file : List.of("gateway.yaml", "provider.yaml", "deployment.yaml")) {
            Files.copy(HYBRID.resolve(file), folder.resolve(file));
        }
        String policy = Files.readString(HYBRID.resolve("policy.yaml"));
        assertThat(policy).contains(good);
        Files.writeString(
                folder.resolve("policy.yaml"), policy.replaceFirst(java.util.regex.Pattern.quote(good), broken));

        List<Finding> findings = workspace(folder).lint();

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).contains(sentence);
            assertThat(finding.file()).isEqualTo(folder.resolve("policy.yaml"));
            assertThat(finding.line()).isPositive();
        });
        assertThat(findings).extracting(Finding::path).doesNotContain("<nil>");
    }

    @Test
    void aFileThatIsNotYamlIsAFindingNotAnException() throws IOException {
        Files.writeString(folder.resolve("broken.yaml"), "kind: [unclosed\n");
        assertThat(workspace(folder).lint()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isPositive();
            assertThat(finding.warning()).isFalse();
        });
    }

    @Test
    void aBrokenEditKeepsTheEntryThatIsServed() throws IOException {
        for (String file : List.of("gateway.yaml", "provider.yaml", "deployment.yaml", "policy.yaml")) {
            Files.copy(HYBRID.resolve(file), folder.resolve(file));
        }
        Workspace.Result good = workspace(folder).compile(Optional.empty());
        String provider = Files.readString(folder.resolve("provider.yaml"));
        Files.writeString(folder.resolve("provider.yaml"), provider.replace("vendor: moonshot", "vendor: munshot"));

        Workspace.Result result = workspace(folder).compile(Optional.of(good));

        assertThat(result.broken()).isTrue();
        assertThat(result.compilation().orElseThrow().bundle().hash()).isEqualTo(hash(good));
    }

    /** A file in the middle of an edit, or a folder that is gone, is not the deletion of what it held. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            models: [assistant]   | models: [assistant
            models: [assistant]   | models: []
            kind: RoutingPolicy   | kind: RoutingPolizy
            strategy: LocalFirst  | strategy: {{
            """)
    void aFileThatCannotBeReadKeepsWhatItHeld(String good, String broken) throws IOException {
        for (String file : List.of("gateway.yaml", "provider.yaml", "deployment.yaml", "policy.yaml")) {
            Files.copy(HYBRID.resolve(file), folder.resolve(file));
        }
        Workspace.Result first = workspace(folder).compile(Optional.empty());
        String policy = Files.readString(folder.resolve("policy.yaml"));
        Files.writeString(folder.resolve("policy.yaml"), policy.replace(good, broken));

        Workspace.Result second = workspace(folder).compile(Optional.of(first));
        Workspace.Result third = workspace(folder).compile(Optional.of(second));

        assertThat(second.broken()).isTrue();
        assertThat(hash(second)).isEqualTo(hash(first));
        assertThat(hash(third)).isEqualTo(hash(first));

        Files.delete(folder.resolve("policy.yaml"));
        assertThat(workspace(folder)
                        .compile(Optional.of(third))
                        .compilation()
                        .orElseThrow()
                        .bundle()
                        .config()
                        .policies())
                .isEmpty();
    }

    @Test
    void aFolderThatIsGoneKeepsWhatItHeld() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        for (String file : List.of("provider.yaml", "deployment.yaml", "policy.yaml")) {
            Files.copy(HYBRID.resolve(file), inner.resolve(file));
        }
        Workspace.Result first = workspace(inner).compile(Optional.empty());
        Files.move(inner, folder.resolve("elsewhere"));

        assertThat(hash(workspace(inner).compile(Optional.of(first)))).isEqualTo(hash(first));
    }

    @Test
    void anEndpointOfNobodyIsTold() {
        Workspace workspace = new Workspace(
                List.of(HYBRID), null, Map.of("qwem", List.of("http://127.0.0.1:1")), Map.of(), DEFINITIONS, CATALOGUE);
        assertThat(workspace.compile(Optional.empty()).findings()).anySatisfy(finding -> assertThat(finding.message())
                .isEqualTo("there is no ModelDeployment qwem; there is qwen"));
    }

    @Test
    void aDocumentWithoutApiVersionIsAFinding() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "kind: RoutingPolicy\nmetadata: {name: a}\n");
        assertThat(workspace(folder).lint()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("apiVersion and kind"));
    }

    private static String hash(Workspace.Result result) {
        return result.compilation().orElseThrow().bundle().hash();
    }

    @Test
    void aSecretWithoutTheLabelIsNotRead() throws IOException {
        for (String file : List.of("gateway.yaml", "deployment.yaml", "policy.yaml")) {
            Files.copy(HYBRID.resolve(file), folder.resolve(file));
        }
        String provider = Files.readString(HYBRID.resolve("provider.yaml"));
        Files.writeString(folder.resolve("provider.yaml"), provider.replace("credential: \"true\"", "other: \"true\""));
        Workspace.Result result = workspace(folder).compile(Optional.empty());
        assertThat(result.findings())
                .anySatisfy(finding -> assertThat(finding.message()).contains("apiKey"));
        assertThat(result.compilation().orElseThrow().bundle().secrets()).isEmpty();
    }

    @Test
    void severalGatewaysAskForAName() throws IOException {
        String gateway = Files.readString(HYBRID.resolve("gateway.yaml"));
        Files.writeString(folder.resolve("two.yaml"), gateway + "---\n" + gateway.replace("name: main", "name: other"));
        Workspace.Result result = workspace(folder).compile(Optional.empty());
        assertThat(result.compilation()).isEmpty();
        assertThat(result.findings()).singleElement().satisfies(f -> assertThat(f.message())
                .contains("main, other"));
    }

    @Test
    void theEnvironmentAloneServesAVendorsModels() {
        Workspace workspace =
                new Workspace(List.of(), null, Map.of(), Map.of("MOONSHOT_API_KEY", "key"), DEFINITIONS, CATALOGUE);
        Workspace.Result result = workspace.compile(Optional.empty());
        assertThat(result.findings()).isEmpty();
        assertThat(result.compilation().orElseThrow().bundle().config().policies())
                .extracting(Policy::name)
                .contains("kimi-k2.6");
    }

    @Test
    void aServerNamedByAddressIsAskedForItsModels() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] models = new ObjectMapper()
                .writeValueAsString(Map.of("data", List.of(Map.of("id", "llama3:8b"))))
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/v1/models", exchange -> {
            exchange.sendResponseHeaders(200, models.length);
            exchange.getResponseBody().write(models);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Workspace workspace =
                    new Workspace(List.of(), null, Map.of(), Map.of("OLLAMA_BASE_URL", url), DEFINITIONS, CATALOGUE);
            Workspace.Result result = workspace.compile(Optional.empty());
            assertThat(result.findings()).isEmpty();
            assertThat(result.compilation().orElseThrow().bundle().config().policies())
                    .extracting(Policy::models)
                    .containsExactly(List.of("llama3:8b"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anEmptyEnvironmentSaysWhichVariablesWouldDo() {
        Workspace workspace = new Workspace(List.of(), null, Map.of(), Map.of(), DEFINITIONS, CATALOGUE);
        assertThat(workspace.compile(Optional.empty()).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("OPENAI_API_KEY", "OLLAMA_BASE_URL"));
    }

    private static Workspace workspace(Path path) {
        return new Workspace(List.of(path), null, Map.of(), Map.of(), DEFINITIONS, CATALOGUE);
    }
}
