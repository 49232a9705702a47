package dev.cortexllm.bench.suite;

import picocli.CommandLine.Command;

/** {@code ./cortex bench full}. */
@Command(name = "full", mixinStandardHelpOptions = true, description = "The same with more and longer rounds")
public final class Full extends SuiteCommand {
    /** For picocli. */
    public Full() {
        super(false);
    }
}
