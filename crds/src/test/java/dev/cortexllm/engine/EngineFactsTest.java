package dev.cortexllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.catalogue.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFactsTest {
    private static final EngineFacts FACTS = EngineFacts.bundled();

    static Stream<String> presets() {
        return FACTS.presets().keySet().stream();
    }

    @ParameterizedTest
    @EnumSource(EngineType.class)
    void anEngineIsWhole(EngineType type) {
        EngineProfile engine = FACTS.profiles().get(type);
        EngineVersion version = EngineVersion.read(engine.version()).orElseThrow();
        assertThat(version)
                .isGreaterThanOrEqualTo(EngineVersion.read(engine.oldest()).orElseThrow());
        assertThat(engine.image(engine.version(), 1)).endsWith(engine.version()).doesNotContain("{");
        assertThat(engine.image(engine.version(), 0)).endsWith(engine.version()).doesNotContain("{");
        assertThat(List.of(engine.health(), engine.ready(), engine.cache())).allMatch(path -> path.startsWith("/"));
        assertThat(engine.port()).isBetween(1024, 65535);
        assertThat(engine.concurrency()).isPositive();
        assertThat(engine.sources()).isNotEmpty();
        assertThat(Catalogue.bundled().vendor(engine.vendor())).isPresent();
    }

    @Test
    void portsTellEnginesApart() {
        assertThat(FACTS.profiles().values()).extracting(EngineProfile::port).doesNotHaveDuplicates();
    }

    @Test
    void aFlagIsThereOnceAndSaysWhereItIsWritten() {
        List<EngineFlag> flags = FACTS.flags().all();
        assertThat(flags).extracting(flag -> flag.engine() + flag.flag()).doesNotHaveDuplicates();
        assertThat(flags)
                .allMatch(flag -> flag.source().length() > 10 && flag.flag().startsWith("-"));
        assertThat(flags).allMatch(flag -> flag.since() == null || flag.until() == null || flag.knownTo(flag.since()));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetFitsWhatItIsFor(String name) {
        Preset preset = FACTS.preset(name).orElseThrow();
        assertThat(preset.source()).isNotBlank();
        assertThat(preset.context()).isPositive();
        assertThat(preset.weightsGB()).isPositive();
        if (preset.gpus() == null) {
            return;
        }
        Serving serving = serving(name);
        assertThat(MemoryFit.of(serving, preset, FACTS.gpu(preset.gpu()).orElseThrow(), FACTS.flags())
                        .refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetsVersionKnowsItsFlags(String name) {
        Preset preset = FACTS.preset(name).orElseThrow();
        Serving serving = serving(name);
        String oldest = preset.version() == null ? serving.engine().oldest() : preset.version();
        for (String argument : preset.arguments()) {
            if (argument.startsWith("--")) {
                EngineFlag flag = FACTS.flags().find(preset.runs(), argument).orElseThrow();
                assertThat(flag.knownTo(EngineVersion.read(oldest).orElseThrow()))
                        .as(argument)
                        .isTrue();
            }
        }
        assertThat(serving.arguments()).isEqualTo(preset.arguments());
        assertThat(serving.engine().sources()).contains(serving.source().scheme());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1800",
        "16.4e9, 1800",
        // 2 x 250 GB / 250 MB/s = 2000 s
        "250e9, 2600",
        "595e9, 5360",
        "1029e9, 8832",
        "1e15, 86400"
    })
    void theStartUpBudgetGoesByTheWeights(double bytes, long seconds) {
        assertThat(StartupBudget.of(bytes)).hasSeconds(seconds);
    }

    @Test
    void cuttingTheContextCutsACompressedCacheAlone() {
        Preset.Cache latent = new Preset.Cache(61, null, null, 576, null);
        Preset.Cache heads = new Preset.Cache(64, 8, 128, null, null);
        assertThat(latent.bytesPerGpu(8, 1, 1)).isEqualTo(70272);
        assertThat(latent.bytesPerGpu(8, 1, 8)).isEqualTo(8784);
        assertThat(heads.bytesPerGpu(1, 1, 1)).isEqualTo(262144);
        assertThat(heads.bytesPerGpu(8, 1, 1)).isEqualTo(32768);
        // More GPUs than heads hold copies.
        assertThat(heads.bytesPerGpu(16, 1, 1)).isEqualTo(32768);
    }

    /** However it is spelled, what the user gives is there once. */
    @ParameterizedTest
    @CsvSource({
        "--decode-context-parallel-size=4, 4",
        "--decode_context_parallel_size=4, 4",
        "-dcp=4, 4",
        "--max-num-batched-tokens=4, 8"
    })
    void aGivenFlagTakesThePlaceOfThePresets(String given, String cut) {
        Serving serving = Serving.of(spec("kimi-k2-thinking-8xh200", List.of(given)), FACTS);
        assertThat(FACTS.flags().value(EngineType.VLLM, serving.arguments(), "cutContext"))
                .contains(cut);
        assertThat(serving.arguments().stream().filter(argument -> argument.matches("-dcp.*|--decode.*")))
                .hasSize(1);
        assertThat(serving.arguments()).contains("--trust-remote-code").endsWith(given);
    }

    @Test
    void aFlagThatTheVersionDoesNotKnowIsNotGiven() {
        List<String> arguments = FACTS.flags()
                .without(
                        List.of(
                                "--trust-remote-code",
                                "--reasoning-parser",
                                "kimi_k2",
                                "--tool-call-parser",
                                "kimi_k2"),
                        List.of(),
                        EngineType.VLLM,
                        new EngineVersion(0, 8, 4));
        assertThat(arguments).containsExactly("--trust-remote-code", "--tool-call-parser", "kimi_k2");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2k, 2000", "1.5Gi, 1610612736", "595G, 595000000000", "1Ti, 1099511627776"})
    void sizesAreQuantities(String text, double bytes) {
        assertThat(Sizes.bytes(text)).contains(bytes);
        assertThat(Sizes.bytes(text + "B")).isEmpty();
    }

    private static Serving serving(String preset) {
        return Serving.of(spec(preset, null), FACTS);
    }

    private static ModelDeploymentSpec spec(String preset, List<String> extraArgs) {
        Map<String, Object> fields = new HashMap<>(Map.of("model", Map.of("name", "m"), "replicas", 1));
        fields.put("preset", preset);
        fields.put("extraArgs", extraArgs);
        return new ObjectMapper().convertValue(fields, ModelDeploymentSpec.class);
    }
}
