package dev.cortexllm.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden texts of {@code cortex explain}. Each folder of {@code src/test/resources/explain/cli} is one case: {@code arguments}, one to
 * a line, and {@code out.txt}; file names are relative to the folder, those of examples to the repository. {@code -Dupdate.golden=true}
 * writes the texts anew.
 */
class ExplainCommandTest {
    private static final Path CASES = Path.of("src/test/resources/explain/cli");
    private static final Path ROOT = Path.of("..");
    private static final boolean UPDATE = Boolean.getBoolean("update.golden");

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CortexCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Ran run(Path folder) throws IOException {
        String[] arguments = Files.readAllLines(folder.resolve("arguments")).stream()
                .filter(line -> !line.isBlank())
                .map(line -> located(folder, line))
                .toArray(String[]::new);
        return run(arguments);
    }

    private static String located(Path folder, String argument) {
        if (argument.startsWith("examples/")) {
            return ROOT.resolve(argument).toString();
        }
        Path file = folder.resolve(argument);
        return Files.exists(file) ? file.toString() : argument;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatItIsToPrint(Path folder) throws IOException {
        Ran ran = run(folder);
        String told = ran.out() + "exit code " + ran.code() + "\n";
        Path golden = folder.resolve("out.txt");
        if (UPDATE) {
            Files.writeString(golden, told);
        }
        assertThat(ran.err()).isEmpty();
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    /** The document shows what the command prints. */
    @Test
    void theDocumentTellsTheTruth() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/explain.md"));
        String told = run(CASES.resolve("document")).out();
        assertThat(document).contains("```\n" + told + "```");
        String request = Files.readString(CASES.resolve("document/request.json"));
        assertThat(document).contains(request.strip());
        assertThat(document)
                .contains(Files.readString(CASES.resolve("document/state.yaml")).strip());
    }

    @Test
    void aRequestComesFromStandardInputToo() {
        InputStream before = System.in;
        byte[] body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        System.setIn(new ByteArrayInputStream(body));
        try {
            Ran ran = run("explain", "../examples/classified", "--request", "-", "--json");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).startsWith("{\n").contains("\"policy\" : \"auto\"");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--header nonsense | 2 | cortex: A header is 'name: value', not 'nonsense'.",
                "--path /v1/models | 2 | cortex: Nothing is chosen at /v1/models; ask about /v1/chat/completions or /v1/messages.",
                "--workspace nobody | 2 | cortex: There is no workspace 'nobody'; there is none.",
                "--state . | 2 | cortex: cannot read .: it is a folder",
                "--state missing.yaml | 2 | cortex: cannot read missing.yaml",
                "--gateway other | 2 | environment: there is no LLMGateway other; there is classified",
            })
    void aQuestionThatCannotBeAskedGetsASentence(String option, int code, String begins) {
        String[] words = option.split(" ", 2);
        Ran ran = run(
                "explain",
                "../examples/classified",
                "--request",
                CASES.resolve("document/request.json").toString(),
                words[0],
                words[1]);
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).startsWith(begins);
        assertThat(ran.out()).isEmpty();
    }
}
