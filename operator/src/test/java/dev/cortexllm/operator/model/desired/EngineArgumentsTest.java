package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.EngineFlag;
import dev.cortexllm.engine.EngineVersion;
import dev.cortexllm.engine.FlagTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EngineArgumentsTest {
    private static final FlagTable FLAGS = EngineFacts.bundled().flags();

    /** Every version at which the table changes, and those next to it. */
    static Stream<Arguments> versions() {
        return Stream.of(EngineType.VLLM, EngineType.SGLANG).flatMap(type -> Stream.concat(
                        Stream.of(EngineFacts.bundled().profiles().get(type).oldest()),
                        FLAGS.all().stream()
                                .filter(flag -> flag.engine() == type)
                                .flatMap(flag -> Stream.of(flag.since(), flag.until()))
                                .filter(version -> version != null)
                                .flatMap(EngineArgumentsTest::around))
                .distinct()
                .map(version -> Arguments.of(type, version)));
    }

    private static Stream<String> around(EngineVersion version) {
        EngineVersion before = version.patch() > 0
                ? new EngineVersion(version.major(), version.minor(), version.patch() - 1)
                : new EngineVersion(version.major(), version.minor() - 1, 999);
        return Stream.of(before, version).map(v -> v.major() + "." + v.minor() + "." + v.patch());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyFlagIsKnownToTheVersion(EngineType type, String version) {
        List<String> arguments = EngineArguments.of(settings(type, version, 8), Rank.ALONE);
        EngineVersion number = EngineVersion.read(version).orElseThrow();
        List<EngineFlag> flags = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> FLAGS.find(type, argument))
                .flatMap(Optional::stream)
                .toList();
        assertThat(flags).hasSizeGreaterThan(5).allMatch(flag -> flag.knownTo(number));
        assertThat(arguments.stream().filter(argument -> argument.startsWith("-")))
                .hasSameSizeAs(flags);
    }

    @ParameterizedTest
    @CsvSource({"0.17.99, false", "0.18.0, true", "0.25.0, true"})
    void vllmDrainsByItselfOnceItCan(String version, boolean drains) {
        assertThat(EngineArguments.of(settings(EngineType.VLLM, version, 1), Rank.ALONE)
                        .contains("--shutdown-timeout"))
                .isEqualTo(drains);
    }

    @Test
    void llamaCppsContextIsThatOfAllRequests() {
        assertThat(EngineArguments.of(settings(EngineType.LLAMA_CPP, null, 0), Rank.ALONE))
                .containsSubsequence("--parallel", "4", "--ctx-size", "32768")
                .doesNotContain("--n-gpu-layers");
        assertThat(EngineArguments.of(settings(EngineType.LLAMA_CPP, null, 2), Rank.ALONE))
                .containsSubsequence("--n-gpu-layers", "999");
    }

    private static EngineSettings settings(EngineType type, String version, int gpus) {
        Map<String, Object> engine = new HashMap<>(Map.of("type", type));
        engine.put("version", version);
        Map<String, Object> model = new HashMap<>(Map.of("name", "m", "source", "hf://a/b"));
        model.put("revision", type == EngineType.LLAMA_CPP ? null : "main");
        return Settings.of(
                Map.of("engine", engine, "model", model, "gpus", gpus, "maxConcurrency", 4, "contextLength", 8192));
    }
}
