package dev.cortexllm.bench.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A processor that a program is kept on.
 *
 * @param number its number, from 0
 */
public record Processor(int number) {
    /** What is measured runs here. */
    public static final Processor MEASURED = new Processor(1);
    /** Everything that asks and answers runs here. */
    public static final Processor LOAD = new Processor(0);

    /**
     * A command that runs on this processor alone.
     *
     * @param command a command
     * @return the same under {@code taskset}; unchanged where the machine has none, or has one processor only
     */
    public List<String> pinned(List<String> command) {
        Optional<Path> taskset = Programs.find("taskset");
        if (taskset.isEmpty() || number >= ProcFiles.processors()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of(taskset.get().toString(), "-c", Integer.toString(number)));
        pinned.addAll(command);
        return pinned;
    }
}
