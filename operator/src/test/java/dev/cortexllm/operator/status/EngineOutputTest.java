package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outputs of engines in {@code engine-output/*.txt}: the first line is the reason expected, the second the sentence, and after a line of
 * dashes follows what the engine printed, as it prints it. {@code -} stands for a reason that is not known.
 */
class EngineOutputTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void findsTheLineThatSaysWhy(Path file) throws IOException {
        String[] parts = Files.readString(file).split("\n-----\n", 2);
        String[] head = parts[0].split("\n");
        EngineOutput output = new EngineOutput(parts[1]);
        Trouble known = EngineFailure.of(output, "VLLM 0.19.1")
                .orElseGet(() -> new Trouble("-", output.reason().orElse("")));
        assertThat(known.reason()).isEqualTo(head[0]);
        assertThat(known.message()).startsWith(head[1]);
    }

    static Stream<Path> outputs() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/engine-output"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
