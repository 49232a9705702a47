package dev.cortexllm.bench.suite;

import picocli.CommandLine.Command;

/** {@code ./cortex bench quick}. */
@Command(
        name = "quick",
        mixinStandardHelpOptions = true,
        description = "Measures the router against others; writes bench/RESULTS.md")
public final class Quick extends SuiteCommand {
    /** For picocli. */
    public Quick() {
        super(true);
    }
}
