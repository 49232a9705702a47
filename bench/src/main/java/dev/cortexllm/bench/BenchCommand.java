package dev.cortexllm.bench;

import dev.cortexllm.bench.jmh.Jmh;
import dev.cortexllm.bench.simulation.Simulate;
import dev.cortexllm.bench.suite.Full;
import dev.cortexllm.bench.suite.Quick;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./cortex bench}: measures the router's decisions. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how well and how fast the router chooses, and how much it adds",
        subcommands = {Quick.class, Full.class, Simulate.class, Jmh.class})
public final class BenchCommand {
    private BenchCommand() {}

    /**
     * Runs.
     *
     * @param args a subcommand and its options
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }
}
