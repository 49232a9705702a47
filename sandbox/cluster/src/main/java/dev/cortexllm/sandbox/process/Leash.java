package dev.cortexllm.sandbox.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command is prefixed with so that its process is led by ours and by nobody else. With {@code setsid} it has a session
 * and a process group of its own: Ctrl-C at the terminal reaches only us, who stop processes in their order, and its children
 * can be killed with it. With {@code setpriv} it dies with us, even when we are killed. Both are part of util-linux; elsewhere
 * the prefixes are empty.
 *
 * <p>Linux sends the signal of {@code setpriv} when the <em>thread</em> that started the process ends, so that thread must live
 * as long as the process may.
 *
 * @param group prefix for a group of its own, or empty
 * @param death prefix for dying with us, or empty
 */
public record Leash(List<String> group, List<String> death) {
    /** What this machine has. */
    public static Leash ofThisMachine() {
        return new Leash(
                onPath("setsid").map(tool -> List.of(tool.toString())).orElse(List.of()),
                onPath("setpriv")
                        .map(tool -> List.of(tool.toString(), "--pdeathsig", "KILL"))
                        .orElse(List.of()));
    }

    /** A command with both prefixes. */
    public List<String> on(List<String> command) {
        return Stream.of(group, death, command).flatMap(List::stream).toList();
    }

    /** A command that dies with us, in our group. */
    public List<String> untilDeath(List<String> command) {
        List<String> all = new ArrayList<>(death);
        all.addAll(command);
        return all;
    }

    /** Where an executable is on {@code PATH}. */
    public static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
