package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, run by a shell, with a program called {@code ollama} that writes down what it is asked for. */
class OllamaPullTest {
    private static final String OLLAMA = """
            #!/bin/sh
            case "$1" in
              serve) touch "$STATE/up"; [ -e "$STATE/dies" ] && exit 3; exec sleep 30;;
              list) [ -e "$STATE/up" ] && [ ! -e "$STATE/dies" ];;
              *) echo "$*" >> "$STATE/asked"; [ ! -e "$STATE/fails-$1" ];;
            esac
            """;

    @TempDir
    Path state;

    @BeforeEach
    void program() throws IOException {
        Path program = Files.writeString(state.resolve("ollama"), OLLAMA);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void pullsAndNames() throws Exception {
        assertThat(run(pull("qwen3"))).isZero();
        assertThat(asked()).containsExactly("pull qwen3:4b", "cp qwen3:4b qwen3");
    }

    @Test
    void whatIsNamedSoAlreadyIsNotCopied() throws Exception {
        assertThat(run(pull("qwen3:4b"))).isZero();
        assertThat(asked()).containsExactly("pull qwen3:4b");
    }

    @Test
    void aPullThatFailsFailsTheStep() throws Exception {
        Files.createFile(state.resolve("fails-pull"));
        assertThat(run(pull("qwen3"))).isNotZero();
        assertThat(asked()).containsExactly("pull qwen3:4b");
    }

    @Test
    void aCopyThatFailsFailsTheStep() throws Exception {
        Files.createFile(state.resolve("fails-cp"));
        assertThat(run(pull("qwen3"))).isNotZero();
    }

    @Test
    void aServerThatDiesFailsTheStep() throws Exception {
        Files.createFile(state.resolve("dies"));
        assertThat(run(pull("qwen3"))).isEqualTo(1);
        assertThat(state.resolve("asked")).doesNotExist();
    }

    @Test
    void warmsUpWithAnEmptyPromptAndForgivesModelsThatOnlyEmbed() throws Exception {
        Files.createFile(state.resolve("up"));
        assertThat(run(OllamaPull.warmUp(settings("qwen3")))).isZero();
        Files.createFile(state.resolve("fails-run"));
        assertThat(run(OllamaPull.warmUp(settings("qwen3")))).isZero();
        assertThat(asked()).containsExactly("run qwen3 ", "run qwen3 ");
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(state.resolve("asked"));
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", state + ":" + System.getenv("PATH"));
        builder.environment().put("STATE", state.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> pull(String name) {
        Container pull = OllamaPull.desired(settings(name));
        List<String> command = new ArrayList<>(pull.getCommand());
        command.addAll(pull.getArgs());
        return command;
    }

    private static EngineSettings settings(String name) {
        return Settings.of(Map.of(
                "engine", Map.of("type", "OLLAMA"),
                "model", Map.of("name", name, "source", "ollama://qwen3:4b")));
    }
}
