package dev.cortexllm.sandbox.models.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.sandbox.models.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VllmCommandLineTest {
    private static final Set<String> OWN = Set.of("--capacity", "--load-time", "--bind-after-load");

    @Test
    void reads_what_kubernetes_passes() {
        VllmCommandLine line = parse(
                "serve moonshotai/Kimi-K2 --port 8000 --served-model-name kimi kimi-k2"
                        + " --max-num-seqs=8 --tensor-parallel-size 8 -dp 2 --trust-remote-code --max_model_len 4096"
                        + " --override-generation-config {\"temperature\":0.6} --enable-auto-tool-choice --tool-call-parser k2");
        assertThat(String.join(" ", line.arguments()))
                .isEqualTo("--port 8000 --capacity 8 --context-length 4096 --auto-tool-choice --model kimi"
                        + " --model kimi-k2");
        assertThat(line.ignored())
                .containsExactly(
                        "--tensor-parallel-size 8",
                        "-dp 2",
                        "--trust-remote-code",
                        "--override-generation-config {\"temperature\":0.6}",
                        "--tool-call-parser k2");
    }

    @Test
    void without_a_served_name_the_source_is_the_name() {
        assertThat(parse("serve org/model").arguments()).containsExactly("--model", "org/model");
        assertThat(parse("--model org/model").arguments()).containsExactly("--model", "org/model");
    }

    @Test
    void the_simulators_flags_come_with_or_without_prefix() {
        assertThat(parse("serve m --sim-load-time 3s --capacity 2 --sim-bind-after-load")
                        .arguments())
                .containsExactly("--load-time", "3s", "--capacity", "2", "--bind-after-load", "--model", "m");
        assertThat(parse("serve m --sim-nonsense 3").ignored()).containsExactly("--sim-nonsense 3");
    }

    @Test
    void a_value_may_begin_with_a_dash() {
        VllmCommandLine line = parse("serve m --seed -1 --extra=--odd --swap-space -2");
        assertThat(line.arguments()).containsSubsequence("--seed", "-1");
        assertThat(line.ignored()).containsExactly("--extra --odd", "--swap-space -2");
    }

    @Test
    void a_flag_we_understand_must_have_its_value() {
        assertThatThrownBy(() -> parse("serve m --max-num-seqs --port 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--max-num-seqs");
    }

    @Test
    void environment_overrides_and_gives_the_key() {
        Arguments arguments = Arguments.parse(
                List.of("vllm", "serve", "m", "--host", "0.0.0.0", "--max-num-seqs", "4", "--shutdown-timeout", "7"),
                Map.of("CORTEX_SANDBOX_ARGS", " --host 127.0.0.9  --sim-load-time 2s", "VLLM_API_KEY", "k"));
        assertThat(arguments.options().host()).isEqualTo("127.0.0.9");
        assertThat(arguments.options().loadTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(arguments.options().keys()).containsExactly("k");
        assertThat(arguments.options().engine().capacity()).isEqualTo(4);
        assertThat(arguments.options().drainTime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(arguments.options().port()).isEqualTo(8000);
    }

    private static VllmCommandLine parse(String line) {
        return VllmCommandLine.parse(List.of(line.split(" ")), OWN);
    }
}
