package dev.cortexllm.router.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final String HASH = "0".repeat(64);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.json model.safetensors pytorch_model.bin tf_model.h5 original/consolidated.00.pth | config.json model.safetensors",
                "config.json pytorch_model.bin | config.json pytorch_model.bin",
                "original/model.safetensors model.bin | original/model.safetensors model.bin",
                "model.safetensors metal/model.bin tokenizer.bin modeling.py | model.safetensors tokenizer.bin modeling.py"
            })
    void ofTheSameWeightsOneFormatIsTaken(String all, String chosen) throws LoadFailure {
        assertThat(paths(Selection.of(repository(all), null))).containsExactly(chosen.split(" "));
    }

    @Test
    void aSplitFileComesWithAllItsParts() throws LoadFailure {
        String all = "q4-00001-of-00002.gguf q4-00002-of-00002.gguf q8-00001-of-00002.gguf q4.gguf";
        assertThat(paths(Selection.of(repository(all), "q4-00001-of-00002.gguf")))
                .containsExactly("q4-00001-of-00002.gguf", "q4-00002-of-00002.gguf");
        assertThat(paths(Selection.of(repository(all), "q4.gguf"))).containsExactly("q4.gguf");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Selection.of(repository("a.gguf"), "b.gguf"))
                .hasMessage("repository org/tiny has no file 'b.gguf'");
    }

    private static Revision repository(String paths) {
        return new Revision(
                "org/tiny",
                "0".repeat(40),
                Stream.of(paths.split(" "))
                        .map(path -> new RepositoryFile(path, 1, HASH))
                        .toList());
    }

    private static List<String> paths(Revision revision) {
        return revision.files().stream().map(RepositoryFile::path).toList();
    }
}
