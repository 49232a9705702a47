package dev.cortexllm.sandbox.models;

import dev.cortexllm.sandbox.models.control.Durations;
import dev.cortexllm.sandbox.models.control.Price;
import dev.cortexllm.sandbox.models.ranks.Group;
import dev.cortexllm.sandbox.models.server.ServerOptions;
import dev.cortexllm.sandbox.models.vllm.VllmCommandLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Command line and environment as one: what was asked for, and what of vLLM's flags has no meaning here.
 *
 * @param options how to start
 * @param ignored vLLM flags that were passed over
 * @param group where the process stands among those of the same engine; null when it stands alone
 * @param joinTimeout how long they wait for each other
 */
public record Arguments(ServerOptions options, List<String> ignored, Group group, Duration joinTimeout) {
    /** More flags, so that a node can slow down or place an engine whose command line belongs to somebody else. */
    static final String MORE = "CORTEX_SANDBOX_ARGS";

    /** As with a real Ollama, where it listens. */
    static final String OLLAMA_ADDRESS = "OLLAMA_HOST";

    /** As with real vLLM, a key when the command line has none. */
    static final String VLLM_KEY = "VLLM_API_KEY";

    /**
     * Reads flags.
     *
     * @throws CommandLine.ParameterException if a flag is unknown or has a wrong value
     * @throws IllegalArgumentException if values do not fit together
     */
    public static Arguments parse(List<String> line, Map<String, String> environment) {
        ModelServerCommand command = new ModelServerCommand();
        CommandLine flags = flags(command);
        List<String> more = Stream.of(environment.getOrDefault(MORE, "").trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<String> all = new ArrayList<>(line);
        all.addAll(more);
        List<String> ignored = List.of();
        if (!all.isEmpty() && all.get(0).equals("vllm")) {
            VllmCommandLine vllm = VllmCommandLine.parse(
                    all.subList(1, all.size()),
                    flags.getCommandSpec().optionsMap().keySet());
            ignored = vllm.ignored();
            all = new ArrayList<>(List.of("vllm"));
            all.addAll(vllm.arguments());
            if (environment.containsKey(VLLM_KEY) && !all.contains("--api-key")) {
                all.addAll(List.of("--api-key", environment.get(VLLM_KEY)));
            }
        }
        if (!all.isEmpty() && all.get(0).equals("ollama")) {
            all = ollama(all, environment);
        }
        flags.parseArgs(all.toArray(String[]::new));
        return new Arguments(command.options(), ignored, command.group(), command.joinTimeout());
    }

    /** As the real one, it is told to serve by a word, and where by a variable. */
    private static List<String> ollama(List<String> line, Map<String, String> environment) {
        List<String> all = new ArrayList<>(line);
        if (all.size() > 1 && all.get(1).equals("serve")) {
            all.remove(1);
        }
        String address = environment.getOrDefault(OLLAMA_ADDRESS, "");
        int colon = address.lastIndexOf(':');
        if (colon > 0) {
            all.addAll(1, List.of("--host", address.substring(0, colon), "--port", address.substring(colon + 1)));
        }
        return all;
    }

    static CommandLine flags(ModelServerCommand command) {
        return new CommandLine(command)
                // What comes later wins, so that the environment can override.
                .setOverwrittenOptionsAllowed(true)
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Price.class, Price::parse);
    }
}
