package dev.cortexllm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.api.v1alpha1.Task;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of quality, and under which names. */
class QualityTest {
    private static final Catalogue BUNDLED = Catalogue.bundled();
    private static final String BENCHMARKS = """
            score: {speaksFor: [Overall], scale: {0: 0, 100: 100}, about: all}
            rank: {speaksFor: [UserChat], scale: {0: 0, 100: 100}, about: chat}
            first: {speaksFor: [CodeGeneration, ErrorDebugging], scale: {20: 40, 60: 60, 80: 90}, about: code}
            weak: {speaksFor: [UserChat], scale: {0: 0, 100: 100}, weight: 0.25, about: little}
            second: {speaksFor: [CodeGeneration], scale: {20: 40, 60: 60, 80: 90}, about: more code}
            """;
    private static final String HEADING = "model,benchmark,figure,source,date\n";

    @Test
    void everyModelAndEveryFigureHasASourceAndADate() {
        BUNDLED.all().forEach(facts -> {
            assertThat(facts.source()).as(facts.model()).isNotBlank();
            assertThat(facts.date()).as(facts.model()).startsWith("202");
        });
        BUNDLED.rated()
                .forEach(key -> BUNDLED.quality(key).orElseThrow().figures().forEach(figure -> {
                    assertThat(figure.source()).as(key).isNotBlank();
                    assertThat(figure.date()).as(key).matches("202[4-6](-[0-9]{2}){0,2}");
                }));
    }

    @Test
    void qualityStaysOnItsScale() {
        BUNDLED.rated().forEach(key -> {
            Quality quality = BUNDLED.quality(key).orElseThrow();
            for (Task task : Task.values()) {
                Double at = quality.at(task);
                if (at != null) {
                    assertThat(at).as("%s at %s", key, task).isBetween(0.0, 100.0);
                }
            }
            assertThat(quality.tasks())
                    .as("%s: simple is whatever it is over all", key)
                    .doesNotContainKey(Task.SIMPLE);
        });
    }

    @Test
    void keysOfFiguresAreKeys() {
        assertThat(BUNDLED.rated().stream().filter(key -> !BUNDLED.key(key).equals(key)))
                .isEmpty();
    }

    @Test
    void mostOfWhatIsServedIsRated() {
        Set<String> unrated = BUNDLED.all().stream()
                .filter(facts -> Set.of("anthropic", "moonshot").contains(facts.vendor()))
                .map(ModelFacts::model)
                .filter(model -> BUNDLED.quality(model).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unrated)
                .as("Claude and Kimi")
                .containsExactly("moonshot-v1-128k", "moonshot-v1-32k", "moonshot-v1-8k");
        long rated = BUNDLED.all().stream()
                .filter(facts -> BUNDLED.quality(facts.model()).isPresent())
                .count();
        assertThat(rated).isGreaterThan(BUNDLED.all().size() * 2L / 3);
    }

    @ParameterizedTest
    @CsvSource({
        "moonshotai/Kimi-K2-Instruct,                 kimi-k2",
        "hf://moonshotai/Kimi-K2-Instruct,            kimi-k2",
        "kimi-k2-0711-preview,                        kimi-k2",
        "moonshotai/Kimi-K2-Instruct-0905,            kimi-k2-0905",
        "kimi-k2-turbo-preview,                       kimi-k2-0905",
        "kimi-k2-thinking-turbo,                      kimi-k2-thinking",
        "kimi-k2.6,                                   kimi-k2-6",
        "moonshotai/Kimi-K2.6,                        kimi-k2-6",
        "hf://unsloth/Kimi-K2.6-GGUF,                 kimi-k2-6",
        "kimi-k2.7-code:cloud,                        kimi-k2-7-code",
        "claude-3-5-sonnet-20241022,                  claude-3-5-sonnet",
        "claude-sonnet-4-5@20250929,                  claude-sonnet-4-5",
        "anthropic.claude-opus-4-6,                   claude-opus-4-6",
        "anthropic/claude-opus-4.6,                   claude-opus-4-6",
        "gpt-4o-2024-08-06,                           gpt-4o",
        "gpt-4-1106-preview,                          gpt-4-turbo",
        "gpt-4-0613,                                  gpt-4",
        "gpt-3.5-turbo-0125,                          gpt-3-5-turbo",
        "openai/gpt-oss-120b:fastest,                 gpt-oss-120b",
        "gpt-oss:20b,                                 gpt-oss-20b",
        "llama3.3:70b-instruct-q4_K_M,                llama-3-3-70b",
        "meta-llama/Llama-3.3-70B-Instruct-Turbo,     llama-3-3-70b",
        "meta-llama/Meta-Llama-3-70B-Instruct,        llama-3-70b",
        "RedHatAI/Llama-3.3-70B-Instruct-FP8,         llama-3-3-70b",
        "Qwen/Qwen3-32B,                              qwen3-32b",
        "Qwen/Qwen3-32B-AWQ,                          qwen3-32b",
        "qwen3:32b-q8_0,                              qwen3-32b",
        "Qwen/Qwen3-235B-A22B-Instruct-2507,          qwen3-235b-a22b-2507",
        "deepseek-ai/DeepSeek-V3.1,                   deepseek-v3-1",
        "gemini-3.1-pro-preview,                      gemini-3-1-pro",
        "mistral-large-latest,                        mistral-large-3",
        "command-r-plus,                              command-r-plus-04-2024",
        "CohereForAI/c4ai-command-r-plus-08-2024,     command-r-plus-08-2024",
    })
    void oneModelHasOneKeyHoweverItIsSpelt(String id, String key) {
        assertThat(BUNDLED.key(id)).isEqualTo(key);
        assertThat(BUNDLED.quality(id)).isPresent().isEqualTo(BUNDLED.quality(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/unheard-of-7b", "gpt-4-32k", "kimi", "qwen3", "", "/", "-instruct"})
    void whatIsNotKnownHasNoQuality(String id) {
        assertThat(BUNDLED.quality(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "moonshotai/Kimi-K2.6,                 true,  true",
        "kimi-k2.6,                            true,  true",
        "moonshotai/Kimi-K2-Instruct,          true,  false",
        "openai/gpt-oss-20b,                   true,  false",
        "codellama/CodeLlama-34b-Instruct-hf,  false, false",
        "codellama:34b-instruct,               false, false",
    })
    void whatAModelCanDoIsKnownWhoeverServesIt(String id, boolean tools, boolean vision) {
        ModelFacts.Capabilities can = BUNDLED.capabilities(id).orElseThrow();
        assertThat(can.tools()).isEqualTo(tools);
        assertThat(can.vision()).isEqualTo(vision);
        assertThat(can.jsonSchema()).as("servers see to that").isTrue();
        assertThat(BUNDLED.capabilities("acme/unheard-of-7b")).isEmpty();
    }

    @Test
    void theEightTasksHaveFiguresForClaudeAndKimi() {
        for (String model :
                new String[] {"claude-sonnet-4-6", "claude-sonnet-4-20250514", "kimi-k2.6", "kimi-k2-0711-preview"}) {
            assertThat(BUNDLED.quality(model).orElseThrow().tasks())
                    .as(model)
                    .containsKeys(
                            Task.USER_CHAT,
                            Task.REQUIREMENT_PARSING,
                            Task.SYSTEM_OPERATION,
                            Task.ERROR_DEBUGGING,
                            Task.CODE_GENERATION,
                            Task.DEPENDENCY_RESOLUTION,
                            Task.CONFIGURATION,
                            Task.TOOL_EXECUTION);
        }
    }

    @Test
    void aTasksQualityIsTheMeanOverItsBenchmarks() {
        Quality quality = quality("m,score,55,s,2026\nm,first,40,s,2026\nm,second,90,s,2026\nm,rank,26/101,s,2026\n");
        assertThat(quality.overall()).isEqualTo(55);
        assertThat(quality.at(Task.ERROR_DEBUGGING))
                .as("half-way between two points")
                .isEqualTo(50);
        assertThat(quality.at(Task.CODE_GENERATION))
                .as("beyond the last point: as there")
                .isEqualTo(70);
        assertThat(quality.at(Task.USER_CHAT)).as("ahead of three quarters").isCloseTo(75, within(0.1));
        assertThat(quality("m,rank,26/101,s,2026\nm,weak,25,s,2026\n").at(Task.USER_CHAT))
                .as("four parts of one, one of the other")
                .isEqualTo(65);
        assertThat(quality.at(Task.ANALYSIS)).as("nothing known: as over all").isEqualTo(55);
        assertThat(quality("m,first,10,s,2026\nm,rank,1/101,s,2026\n").overall())
                .as("nothing speaks for the whole: the mean of all")
                .isEqualTo(70);
        assertThat(quality("m,first,10,s,2026\n").at(Task.ANALYSIS)).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m,first,40,s         | line 2: expected 5 cells",
                "m,first,40,,2026     | line 2: a figure needs its source",
                "m,first,40,s,        | line 2: a figure needs its source",
                "m,third,40,s,2026    | line 2: benchmarks.yaml does not know 'third'",
                "m,first,many,s,2026  | line 2: For input string",
                "m,rank,9/8,s,2026    | line 2: '9/8' is not a place in a field",
            })
    void aWrongFigureIsNamed(String row, String message) {
        assertThatThrownBy(() -> quality(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b: {speaksFor: [Overall], about: a}                                | needs a scale",
                "b: {speaksFor: [Overall], scale: {0: 0, 1: 101}, about: a}         | leaves 0 to 100",
                "b: {speaksFor: [Cooking], scale: {0: 0, 1: 1}, about: a}           | which is no task",
                "b: {scale: {0: 0, 1: 1}, about: a}                                 | needs speaksFor",
                "b: {speaksFor: [Overall], scale: {0: 0, 1: 1}, weight: 2, about: a} | the weight of b must be",
                "b: {colour: red}                                                   | colour",
            })
    void aWrongBenchmarkIsNamed(String yaml, String message) {
        assertThatThrownBy(() -> Benchmarks.read(yaml)).hasMessageContaining(message);
    }

    private static Quality quality(String rows) {
        return QualityCsv.read(HEADING + rows, () -> Benchmarks.read(BENCHMARKS))
                .of("m");
    }
}
