package dev.cortexllm.router.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line; does nothing by itself. */
@Command(
        name = "cortex",
        mixinStandardHelpOptions = true,
        description = "Routes LLM traffic to self-hosted and cloud models.")
public final class CortexCommand implements Runnable {
    private static final String REFLECTIVE_CALLS = "sun.reflect.inflationThreshold";
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("lint", LintCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("serve", ServeCommand::new);
        COMMANDS.put("load", LoadCommand::new);
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }

    /**
     * Runs a command; the process ends with its exit code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        callReflectively();
        int code = line(arguments).execute(arguments);
        if (code != ServeCommand.RUNNING) {
            System.exit(code);
        }
    }

    /** Before Java 22 the sixteenth reflective call of a method makes a class for it, which pays off after thousands: a start has no use for it. */
    private static void callReflectively() {
        if (System.getProperty(REFLECTIVE_CALLS) == null) {
            System.setProperty(REFLECTIVE_CALLS, "10000");
        }
    }

    /** The command line; of the commands only the one that is meant, when it comes first: reading all takes a start longer. */
    static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new CortexCommand());
        String first = arguments.length == 0 ? "" : arguments[0];
        COMMANDS.forEach((name, command) -> {
            if (name.equals(first) || !COMMANDS.containsKey(first)) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }
}
