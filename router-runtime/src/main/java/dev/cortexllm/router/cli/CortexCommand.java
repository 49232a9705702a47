package dev.cortexllm.router.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line; does nothing by itself. */
@Command(
        name = "cortex",
        mixinStandardHelpOptions = true,
        description = "Routes LLM traffic to self-hosted and cloud models.",
        subcommands = {RunCommand.class, LintCommand.class, ExplainCommand.class, ServeCommand.class, LoadCommand.class
        })
public final class CortexCommand implements Runnable {
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
        int code = new CommandLine(new CortexCommand()).execute(arguments);
        if (code != ServeCommand.RUNNING) {
            System.exit(code);
        }
    }
}
