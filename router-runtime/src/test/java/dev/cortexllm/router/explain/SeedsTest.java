package dev.cortexllm.router.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.router.explain.Explanation.Candidate;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Finding;
import dev.cortexllm.router.standalone.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code examples/seeds}: it is clean, runs with keys from the environment, and decides as it says. */
class SeedsTest {
    private static final Path SEEDS = Path.of("../examples/seeds");
    private static final Definitions DEFINITIONS = Definitions.bundled();
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final int FEWEST = 8;
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo=";

    /**
     * A request and what becomes of it.
     *
     * @param prompt its last turn; "Hello" when absent
     * @param request file with the whole body instead
     * @param rejected reasons by target; others may be rejected too
     * @param first the first attempt, where the rest does not matter
     */
    record Decision(
            String name,
            String model,
            String prompt,
            String request,
            boolean stream,
            boolean tools,
            boolean vision,
            List<String> headers,
            String workspace,
            Map<String, Object> state,
            String rule,
            String strategy,
            List<String> attempts,
            List<String> standBy,
            String first,
            Map<String, String> rejected,
            Integer refused) {}

    /** @param warnings messages of findings that are meant to be there */
    record Expected(List<String> warnings, List<Decision> decisions) {}

    static List<Path> seeds() throws IOException {
        try (Stream<Path> folders = Files.list(SEEDS)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Expected expected(Path seed) throws IOException {
        return YAML.readValue(seed.resolve("expected/decisions.yaml").toFile(), Expected.class);
    }

    private static Workspace workspace(
            Path seed, Map<String, List<String>> endpoints, Map<String, String> environment) {
        return new Workspace(List.of(seed), null, endpoints, environment, DEFINITIONS, CATALOGUE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isCleanAndExplainsItself(Path seed) throws Exception {
        List<Finding> findings = workspace(seed, Map.of(), Map.of()).lint();
        List<String> meant = Objects.requireNonNullElse(expected(seed).warnings(), List.of());
        assertThat(findings.stream().map(Finding::message)).containsExactlyInAnyOrderElementsOf(meant);
        assertThat(expected(seed).decisions()).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(seed.resolve("README.md")).content().contains("./cortex run examples/seeds/" + seed.getFileName());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void runsWithKeysFromTheEnvironment(Path seed) {
        Map<String, String> keys = Stream.of("OPENAI", "ANTHROPIC", "GEMINI", "MOONSHOT", "TOGETHER", "DEEPSEEK")
                .collect(Collectors.toMap(vendor -> vendor + "_API_KEY", vendor -> "key-of-" + vendor));
        Map<String, List<String>> endpoints =
                seed.endsWith("3-backends") ? Map.of("backend-qwen", List.of("http://127.0.0.1:8000")) : Map.of();
        Workspace.Result result = workspace(seed, endpoints, keys).compile(Optional.empty());
        assertThat(result.findings()).isEmpty();
        assertThat(result.compilation().orElseThrow().bundle().secrets().values())
                .noneMatch("replace-me"::equals);
    }

    @TestFactory
    Stream<DynamicTest> decidesAsItSays() throws IOException {
        return seeds().stream().flatMap(seed -> {
            Explained explained = new Explained(seed);
            try {
                return expected(seed).decisions().stream()
                        .map(one -> DynamicTest.dynamicTest(
                                seed.getFileName() + ": " + one.name(), () -> check(seed, explained, one)));
            } catch (IOException e) {
                throw new IllegalStateException(seed + ": " + e.getMessage(), e);
            }
        });
    }

    private static void check(Path seed, Explained explained, Decision one) throws Exception {
        String body = one.request() == null
                ? body(one)
                : Files.readString(seed.resolve("expected").resolve(one.request()));
        String state = one.state() == null ? "" : YAML.writeValueAsString(one.state());
        String[] headers =
                Objects.requireNonNullElse(one.headers(), List.<String>of()).toArray(String[]::new);
        Explanation explanation = explained.askOf(one.workspace(), body, state, headers);
        String told = PlainText.of(explanation);
        if (one.rule() != null) {
            assertThat(explanation.decision()).as(told).isNotNull();
            assertThat(explanation.decision().rule()).as(told).isEqualTo(one.rule());
        }
        if (one.strategy() != null) {
            assertThat(explanation.decision().strategy()).as(told).isEqualTo(one.strategy());
        }
        if (one.attempts() != null) {
            assertThat(explanation.attempts()).as(told).isEqualTo(one.attempts());
        }
        if (one.standBy() != null) {
            assertThat(explanation.standBy()).as(told).isEqualTo(one.standBy());
        }
        if (one.first() != null) {
            assertThat(explanation.attempts()).as(told).startsWith(one.first());
        }
        if (one.rejected() != null) {
            Map<String, String> rejected = explanation.candidates().stream()
                    .filter(candidate -> candidate.place() == null)
                    .collect(Collectors.toMap(Candidate::target, Candidate::reason));
            assertThat(rejected).as(told).containsAllEntriesOf(one.rejected());
        }
        Integer refused =
                explanation.refusal() == null ? null : explanation.refusal().status();
        assertThat(refused).as(told).isEqualTo(one.refused());
    }

    private static String body(Decision one) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("model", one.model());
        ObjectNode turn = body.putArray("messages").addObject().put("role", "user");
        String prompt = Objects.requireNonNullElse(one.prompt(), "Hello");
        if (one.vision()) {
            ArrayNode parts = turn.putArray("content");
            parts.addObject().put("type", "text").put("text", prompt);
            parts.addObject().put("type", "image_url").putObject("image_url").put("url", PIXEL);
        } else {
            turn.put("content", prompt);
        }
        if (one.stream()) {
            body.put("stream", true);
        }
        if (one.tools()) {
            body.putArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "look");
        }
        return body.toString();
    }
}
