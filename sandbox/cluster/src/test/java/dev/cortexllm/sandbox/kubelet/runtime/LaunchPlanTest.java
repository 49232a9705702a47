package dev.cortexllm.sandbox.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.kubelet.Yaml;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchPlanTest {
    private static final PodPlace PLACE = new PodPlace("n1", "127.0.0.1", "127.64.0.7", Map.of());
    private static final MountPaths MOUNTS = new MountPaths(Map.of("/etc/cfg", Path.of("/L/cfg")));

    private static LaunchPlan plan(String container, boolean dropCommand, List<String> command) {
        Pod pod = Yaml.pod("{containers: [" + container + "]}");
        ContainerRuntime runtime = new ContainerRuntime(
                "img",
                command,
                List.of("--host=$(POD_IP)", "--port=$(PORT)"),
                Map.of("URL", "http://$(POD_IP)"),
                dropCommand);
        return LaunchPlan.of(
                runtime,
                pod,
                pod.getSpec().getContainers().get(0),
                PLACE,
                Map.of("PORT", "80", "CFG", "/etc/cfg/a", "URL", "container's"),
                MOUNTS);
    }

    @Test
    void appendsTheContainersWordsToTheRuntimes() {
        String container = "{name: c, command: [/bin/router, run], args: [--config, $(CFG), /etc/cfg, $(POD_IP)]}";
        assertThat(plan(container, true, List.of("java", "/etc/cfg/r.jar", "$(POD_NAME)"))
                        .command())
                .containsExactly(
                        "java",
                        "/etc/cfg/r.jar",
                        "p",
                        "--host=127.64.0.7",
                        "--port=80",
                        "run",
                        "--config",
                        "/L/cfg/a",
                        "/L/cfg",
                        "$(POD_IP)");
        assertThat(plan(container, false, List.of()).command())
                .startsWith("--host=127.64.0.7", "--port=80", "/bin/router");
    }

    @Test
    void putsTheRuntimesEnvironmentOnTopAndRewritesPaths() {
        assertThat(plan("{name: c}", false, List.of("x")).environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("HOSTNAME", "p", "PORT", "80", "CFG", "/L/cfg/a", "URL", "http://127.64.0.7"));
    }

    @Test
    void aShellRunsAsItIsAndStartsTheProgramByItsName() {
        String container =
                "{name: c, command: [bash, -c, 'cat /etc/cfg; exec \"$@\"', start], args: [vllm, serve, m, vllm]}";
        Pod pod = Yaml.pod("{containers: [" + container + "]}");
        ContainerRuntime runtime = new ContainerRuntime(
                "img", List.of("java", "-jar", "m.jar", "vllm"), List.of("--x"), Map.of(), false, "vllm");
        LaunchPlan plan =
                LaunchPlan.of(runtime, pod, pod.getSpec().getContainers().get(0), PLACE, Map.of(), MOUNTS);
        assertThat(plan.command())
                .containsExactly(
                        "bash",
                        "-c",
                        "cat /L/cfg; exec \"$@\"",
                        "start",
                        "java",
                        "-jar",
                        "m.jar",
                        "vllm",
                        "--x",
                        "serve",
                        "m",
                        "vllm");
    }
}
