package dev.cortexllm.sandbox.models.vllm;

import java.util.List;
import java.util.Set;

/**
 * A vLLM command line, as Kubernetes passes it to the container, in the simulator's own words. Flags with a meaning here
 * are translated; the simulator's own are taken as they are or with the prefix {@code --sim-}; all others are kept aside
 * with their values, to be reported and ignored.
 *
 * @param arguments the simulator's flags
 * @param ignored vLLM's flags without a meaning here
 */
public record VllmCommandLine(List<String> arguments, List<String> ignored) {
    /**
     * Reads a command line.
     *
     * @param line the container's arguments; {@code serve} in front may be missing
     * @param own the simulator's own flags, with their leading dashes
     * @throws IllegalArgumentException if a translated flag does not have exactly one value
     */
    public static VllmCommandLine parse(List<String> line, Set<String> own) {
        return new VllmParser(line, own).parse();
    }
}
