package dev.cortexllm.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every folder below {@code src/test/resources/compile}: {@code in-*.yaml} are the resources, {@code lastgood.yaml} the
 * resources that the gateway served before, {@code options.yaml} circumstances other than a cluster's, {@code out.yaml} the
 * configuration and {@code problems.yaml} what the compiler says. {@code -Dupdate.golden=true} rewrites the last two.
 */
class GoldenCompileTest {
    private static final Path ROOT = Path.of("src/test/resources/compile");
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void compilesToWhatIsWrittenDown(String name) throws IOException {
        Path folder = ROOT.resolve(name);
        Compilation result = compile(folder, inputs(folder));
        Map<String, String> actual = new TreeMap<>();
        actual.put("out.yaml", YAML.writeValueAsString(shown(result.bundle().config())));
        actual.put("problems.yaml", YAML.writeValueAsString(said(result)));
        for (Map.Entry<String, String> file : actual.entrySet()) {
            if (Boolean.getBoolean("update.golden")) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            assertThat(file.getValue()).as("%s/%s", name, file.getKey()).isEqualTo(read(folder, file.getKey()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void orderOfInputsDoesNotCount(String name) throws IOException {
        Path folder = ROOT.resolve(name);
        Compilation expected = compile(folder, inputs(folder));
        for (int seed = 0; seed < 10; seed++) {
            Compilation other = compile(folder, inputs(folder).shuffled(new Random(seed)));
            assertThat(other.bundle()).isEqualTo(expected.bundle());
            assertThat(other.verdicts()).isEqualTo(expected.verdicts());
            assertThat(other.problems()).isEqualTo(expected.problems());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesWhatItNeedsAndNothingElse(String name) throws IOException {
        Path folder = ROOT.resolve(name);
        ConfigBundle bundle = compile(folder, inputs(folder)).bundle();
        Set<String> credentials = new TreeSet<>();
        Set<String> upstreams = new TreeSet<>();
        for (Upstream upstream : bundle.config().upstreams()) {
            credentials.addAll(upstream.credentials());
            upstreams.add(upstream.id());
        }
        RedisSettings redis = bundle.config().settings().redis();
        if (redis != null && bundle.secrets().containsKey(String.valueOf(redis.credential()))) {
            credentials.add(redis.credential());
        }
        Set<String> named = new TreeSet<>();
        List<String> models = new ArrayList<>();
        bundle.config().policies().forEach(policy -> {
            policy.targets().forEach(target -> named.add(target.upstream()));
            models.addAll(policy.models());
        });
        assertThat(bundle.secrets().keySet()).isEqualTo(credentials);
        assertThat(upstreams).isEqualTo(named);
        assertThat(models).doesNotHaveDuplicates();
    }

    /** What a status shows, and what a configuration shows without its secrets. */
    @ParameterizedTest
    @MethodSource("cases")
    void noSecretIsInWhatIsSaid(String name) throws IOException {
        Path folder = ROOT.resolve(name);
        Documents documents = inputs(folder);
        if (Files.exists(folder.resolve("lastgood.yaml"))) {
            documents.add(read(folder, "lastgood.yaml"));
        }
        String all = read(folder, "out.yaml") + read(folder, "problems.yaml");
        assertThat(documents.secretValues()).noneMatch(all::contains);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFileIsRead(String name) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .allMatch(f -> f.matches("in-.*\\.yaml|lastgood\\.yaml|options\\.yaml|out\\.yaml|problems\\.yaml"))
                    .contains("out.yaml", "problems.yaml");
        }
    }

    private static Compilation compile(Path folder, Documents inputs) throws IOException {
        CompileOptions options = options(folder);
        Optional<ConfigBundle> lastGood = Optional.empty();
        if (Files.exists(folder.resolve("lastgood.yaml"))) {
            Documents before = new Documents().add(read(folder, "lastgood.yaml"));
            lastGood = Optional.of(Compiler.compile(before.resources(), Optional.empty(), CATALOGUE, options)
                    .bundle());
        }
        return Compiler.compile(inputs.resources(), lastGood, CATALOGUE, options);
    }

    private static Documents inputs(Path folder) throws IOException {
        Documents documents = new Documents();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().startsWith("in-")) {
                    documents.add(Files.readString(file));
                }
            }
        }
        return documents;
    }

    private static CompileOptions options(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("options.yaml"))) {
            return new CompileOptions("digest-key", "cluster.local", Map.of(), false);
        }
        JsonNode options = YAML.readTree(read(folder, "options.yaml"));
        Map<String, List<String>> endpoints = new HashMap<>();
        options.path("staticEndpoints").fields().forEachRemaining(e -> {
            List<String> urls = new ArrayList<>();
            e.getValue().forEach(url -> urls.add(url.asText()));
            endpoints.put(e.getKey(), urls);
        });
        return new CompileOptions(
                "digest-key",
                options.path("clusterDomain").asText(null),
                endpoints,
                options.path("allowLoopback").asBoolean());
    }

    /** Quirks are data of the catalogue, which has tests of its own: here it counts whose they are. */
    private static JsonNode shown(RouterConfig config) {
        JsonNode tree = YAML.valueToTree(config);
        for (int i = 0; i < config.upstreams().size(); i++) {
            Upstream upstream = config.upstreams().get(i);
            if (upstream.quirks() != null) {
                assertThat(CATALOGUE.vendor(upstream.vendor()).orElseThrow().quirks(WireFormat.OPENAI))
                        .isEqualTo(upstream.quirks());
                ((ObjectNode) tree.path("upstreams").path(i)).put("quirks", "those of " + upstream.vendor());
            }
        }
        return tree;
    }

    private static Map<String, Object> said(Compilation result) {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        result.verdicts().forEach((id, verdict) -> {
            Map<String, Object> lines = new LinkedHashMap<>();
            lines.put("served", verdict.served());
            lines.put("accepted", line(verdict.accepted()));
            lines.put("resolvedRefs", line(verdict.resolvedRefs()));
            verdicts.put(id.toString(), lines);
        });
        List<String> problems = result.problems().stream()
                .map(p -> (p.warning() ? "warning " : "error ") + p.resource() + " " + p.path() + " " + p.reason()
                        + ": " + p.message())
                .toList();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("verdicts", verdicts);
        said.put("problems", problems);
        return said;
    }

    private static String line(Check check) {
        return check.reason() + (check.ok() ? "" : ": " + check.message());
    }

    private static String read(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
