package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.EngineType;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The hooks, run by a shell, with programs called {@code curl}, {@code ollama} and {@code sleep} that play an engine which has answered
 * everything after {@value #LOOKS} looks at it, and take no time.
 */
class EngineDrainTest {
    private static final int LOOKS = 4;
    private static final String CURL = """
            #!/bin/sh
            echo "curl $*" >> "$STATE/asked"
            [ -e "$STATE/gone" ] && exit 7
            echo look >> "$STATE/looks"
            running=3; [ "$(wc -l < "$STATE/looks")" -lt 4 ] || running=0
            echo "# TYPE vllm:num_requests_running gauge"
            echo "vllm:num_requests_running{engine=\\"0\\",model_name=\\"tiny\\"} $running.0"
            echo "vllm:num_requests_waiting{engine=\\"0\\",model_name=\\"tiny\\"} 0.0"
            echo "llamacpp:requests_processing $running"
            echo "llamacpp:requests_deferred 0"
            """;
    private static final String OLLAMA = """
            #!/bin/sh
            echo "ollama $*" >> "$STATE/asked"
            [ "$1" = ps ] || exit 0
            echo look >> "$STATE/looks"
            echo "NAME ID SIZE PROCESSOR CONTEXT UNTIL"
            [ "$(wc -l < "$STATE/looks")" -lt 4 ] && echo "tiny abc 5GB 100%GPU 4096 Stopping..."
            exit 0
            """;
    private static final String SLEEP = """
            #!/bin/sh
            echo "sleep $*" >> "$STATE/asked"
            """;

    @TempDir
    Path state;

    @BeforeEach
    void programs() throws IOException {
        program("curl", CURL);
        program("ollama", OLLAMA);
        program("sleep", SLEEP);
    }

    @ParameterizedTest
    @CsvSource({"VLLM, 0.17.1, http://127.0.0.1:8000/metrics", "LLAMA_CPP, b9115, http://127.0.0.1:8080/metrics"})
    void waitsUntilTheMetricsSayThatNothingRuns(EngineType engine, String version, String page) throws Exception {
        run(hook(engine, version, "2m"));
        String look = "curl -sf -m 5 " + page;
        assertThat(asked()).containsExactly("sleep 5", look, "sleep 1", look, "sleep 1", look, "sleep 1", look);
    }

    @Test
    void waitsUntilTheModelIsOutOfMemory() throws Exception {
        run(hook(EngineType.OLLAMA, "0.24.0", "2m"));
        assertThat(asked()).startsWith("sleep 5", "ollama stop tiny", "ollama ps", "sleep 1");
        assertThat(asked()).filteredOn("ollama ps"::equals).hasSize(LOOKS);
        assertThat(asked()).endsWith("ollama stop tiny", "ollama ps");
    }

    @ParameterizedTest
    @CsvSource({"VLLM, 0.17.1", "LLAMA_CPP, b9115", "OLLAMA, 0.24.0"})
    void waitsForNobodyWhenThereIsNoTimeToDrain(EngineType engine, String version) throws Exception {
        run(hook(engine, version, "0s"));
        assertThat(asked()).containsExactly("sleep 5");
    }

    @Test
    void anEngineThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        Files.createFile(state.resolve("gone"));
        run(hook(EngineType.LLAMA_CPP, "b9115", "2m"));
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"VLLM, 0.18.0", "VLLM, 0.19.1", "SGLANG, 0.5.12"})
    void enginesThatFinishByThemselvesAreJustToldLater(EngineType engine, String version) {
        assertThat(EngineDrain.preStop(settings(engine, version, "2m"))
                        .getSleep()
                        .getSeconds())
                .isEqualTo(5);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(state.resolve("asked"));
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(state.resolve(name), script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PATH", state + ":" + System.getenv("PATH"));
        builder.environment().put("STATE", state.toString());
        builder.environment().remove("CORTEX_ENGINE_HOST");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> hook(EngineType engine, String version, String drain) {
        return new ArrayList<>(
                EngineDrain.preStop(settings(engine, version, drain)).getExec().getCommand());
    }

    private static EngineSettings settings(EngineType engine, String version, String drain) {
        return Settings.of(Map.of(
                "engine",
                Map.of("type", engine, "version", version),
                "model",
                Map.of("name", "tiny", "source", engine == EngineType.OLLAMA ? "ollama://tiny:1b" : "hf://acme/tiny"),
                "drainTimeout",
                drain));
    }
}
