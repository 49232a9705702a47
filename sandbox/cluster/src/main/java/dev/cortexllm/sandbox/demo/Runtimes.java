package dev.cortexllm.sandbox.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the file that tells the sandbox kubelet which local program stands for which image. */
final class Runtimes {
    /** Pace of the simulated engine: 50 ms to the first token, 10 ms for each further one. */
    private static final String ENGINE_PACE = " --time-to-first-token 50ms --time-per-token 10ms";

    private Runtimes() {}

    /**
     * Writes it.
     *
     * @param file where
     * @param programs knows the commands
     * @param loadTime how long the simulated engine loads its model, such as {@code 5s}
     */
    static Path write(Path file, Programs programs, String loadTime) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode root = yaml.createObjectNode();
        ArrayNode runtimes = root.putArray("runtimes");

        ObjectNode router = runtimes.addObject().put("image", "cortexllm/router");
        strings(router.putArray("command"), programs.command(Program.ROUTER, List.of()));
        router.putObject("env").put("CORTEX_LISTEN_ADDRESS", "$(POD_IP)").put("CORTEX_ADMIN_ADDRESS", "$(POD_IP)");

        ObjectNode engine = runtimes.addObject().put("image", "vllm/vllm-openai");
        strings(engine.putArray("command"), programs.command(Program.MODELS, List.of("vllm")));
        engine.put("program", "vllm");
        engine.putObject("env").put("CORTEX_SANDBOX_ARGS", "--host $(POD_IP) --load-time " + loadTime + ENGINE_PACE);

        Files.createDirectories(file.getParent());
        yaml.writeValue(file.toFile(), root);
        return file;
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
