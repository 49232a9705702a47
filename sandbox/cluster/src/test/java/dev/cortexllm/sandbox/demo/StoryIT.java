package dev.cortexllm.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo's story as a person starts it, every program a process of its own; on KUBECONFIG's API server when that is set. */
class StoryIT {
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void everyStepHolds() throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("demo", "--once", "--root", CHECKOUT.toString(), "--seed", "7"));
        String kubeconfig = System.getenv("KUBECONFIG");
        if (kubeconfig != null) {
            arguments.addAll(List.of("--kubeconfig", kubeconfig));
        }
        List<String> command = new Programs(CHECKOUT, CHECKOUT.resolve(".cortex")).command(Program.SANDBOX, arguments);
        Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> steps = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                if (line.startsWith("step=")) {
                    steps.add(line);
                }
            }
        } finally {
            demo.destroy();
        }
        assertThat(steps).hasSize(10).allMatch(step -> step.contains(" ok "), "a step that holds");
        assertThat(demo.waitFor()).isZero();
        assertThat(demo.descendants()).isEmpty();
    }
}
