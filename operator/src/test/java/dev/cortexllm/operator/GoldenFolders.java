package dev.cortexllm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden folders: {@code golden/<kind>/<case>/in-<Kind>.yaml} and one {@code out-<Kind>-<name>.yaml} for each object that must
 * come out of it, no more and no fewer. {@code -Dupdate.golden=true} writes what comes out instead of comparing.
 */
final class GoldenFolders {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new LikeNumbers())
                    .build())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private GoldenFolders() {}

    /** A hash such as {@code 12e45678} would be read as a number, and refused where a text is due. */
    private static final class LikeNumbers extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteValue(String value) {
            return value.matches("[-+]?[0-9.]+[eE][-+]?[0-9]+") || super.needToQuoteValue(value);
        }
    }

    static <R> Stream<DynamicTest> tests(
            Class<R> kind, String folder, Function<R, List<? extends HasMetadata>> desired) {
        return list(ROOT.resolve(folder))
                .map(dir -> DynamicTest.dynamicTest(
                        folder + "/" + dir.getFileName(),
                        () -> check(
                                dir, desired.apply(read(dir.resolve("in-" + kind.getSimpleName() + ".yaml"), kind)))));
    }

    private static void check(Path dir, List<? extends HasMetadata> objects) throws IOException {
        Map<String, String> out = new TreeMap<>();
        for (HasMetadata object : objects) {
            String name = "out-" + object.getKind() + "-" + object.getMetadata().getName() + ".yaml";
            assertThat(out.put(name, YAML.writeValueAsString(object)))
                    .as("twice: " + name)
                    .isNull();
        }
        if (Boolean.getBoolean("update.golden")) {
            for (Path stale : list(dir)
                    .filter(f -> f.getFileName().toString().startsWith("out-"))
                    .toList()) {
                Files.delete(stale);
            }
            for (Map.Entry<String, String> file : out.entrySet()) {
                Files.writeString(dir.resolve(file.getKey()), file.getValue());
            }
        }
        List<String> golden = list(dir)
                .map(f -> f.getFileName().toString())
                .filter(f -> f.startsWith("out-"))
                .toList();
        assertThat(golden).containsExactlyInAnyOrderElementsOf(out.keySet());
        for (Map.Entry<String, String> file : out.entrySet()) {
            assertThat(file.getValue()).as(file.getKey()).isEqualTo(Files.readString(dir.resolve(file.getKey())));
        }
    }

    static <R> R read(Path file, Class<R> kind) {
        try {
            return YAML.readValue(Files.readString(file), kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path dir) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
