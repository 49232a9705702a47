package dev.cortexllm.sandbox.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code examples/sidecar} as it is, but for the vendor's address and the Service's port. */
class SidecarIT {
    @RegisterExtension
    static final SidecarWorld WORLD = new SidecarWorld();

    private static final String VENDOR_KEY = "sk-vendor-0123456789";

    @Test
    void anApplicationAsksItsOwnRouter() throws Exception {
        try (Upstream vendor = new Upstream("vendor")) {
            WORLD.apply(SidecarWorld.example("gateway.yaml")
                    .replace("replicas: 2", "replicas: 1\n  port: " + WORLD.gatewayPort())
                    .replace("vendor: moonshot", "vendor: moonshot\n  baseUrl: " + vendor.url() + "/v1")
                    .replace("apiKey: replace-me", "apiKey: " + VENDOR_KEY));
            WORLD.apply(SidecarWorld.example("app.yaml"));

            List<String> told = WORLD.answers();
            assertThat(told.get(0)).as("straight to the engine").startsWith("assistant: 200 by qwen ");
            assertThat(told.get(1))
                    .startsWith("assistant-cloud: 200 by gateway ")
                    .contains("this is the vendor");
            assertThat(vendor.authorizations())
                    .as("by the gateway, with its key")
                    .containsExactly("Bearer " + VENDOR_KEY);
            isSmall(WORLD.sidecar());
        }
    }

    /** One event loop and at most 96 MiB of heap, as the running process has them. */
    private static void isSmall(long pid) throws IOException, InterruptedException {
        assertThat(jcmd(pid, "Thread.print").lines().filter(line -> line.startsWith("\"vert.x-eventloop-thread-")))
                .hasSize(1);
        assertThat(jcmd(pid, "VM.flags")).contains("-XX:MaxHeapSize=" + 96 * 1024 * 1024);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        return said;
    }
}
