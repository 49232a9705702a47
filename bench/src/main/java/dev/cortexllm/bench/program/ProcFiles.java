package dev.cortexllm.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells in {@code /proc}. */
public final class ProcFiles {
    /** Ticks of the counters in {@code /proc/<pid>/stat}; 100 on every Linux that is not built otherwise. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final long KIB = 1024;

    private ProcFiles() {}

    /**
     * Processor time that a process has used so far.
     *
     * @param pid the process
     * @return seconds, user and system together
     */
    public static double cpuSeconds(long pid) {
        return seconds(read(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /**
     * Processor time that a JVM has used so far to compile what it runs.
     *
     * @param pid the process
     * @return seconds; 0 when it is no JVM
     */
    public static double compilerSeconds(long pid) {
        double sum = 0;
        for (String thread : names(Path.of("/proc", Long.toString(pid), "task"))) {
            Optional<String> stat = ofThread(Path.of("/proc", Long.toString(pid), "task", thread, "stat"));
            sum += stat.filter(text -> text.contains("(C1 Compiler") || text.contains("(C2 Compiler"))
                    .map(ProcFiles::seconds)
                    .orElse(0.0);
        }
        return sum;
    }

    private static double seconds(String stat) {
        // The name, in parentheses, may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
    }

    /**
     * Memory of a process that is in RAM.
     *
     * @param pid the process
     * @return bytes
     */
    public static long residentBytes(long pid) {
        return KIB * number(read(Path.of("/proc", Long.toString(pid), "status")), "VmRSS:");
    }

    /** Name of the processor. */
    public static String processorName() {
        return read(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    /** Number of processors of the machine, also of those that this process is kept from. */
    public static int processors() {
        return (int) read(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("processor"))
                .count();
    }

    /** Memory of the machine, in bytes. */
    public static long memoryBytes() {
        return KIB * number(read(Path.of("/proc/meminfo")), "MemTotal:");
    }

    /** Version of the kernel. */
    public static String kernel() {
        return read(Path.of("/proc/sys/kernel/osrelease")).strip();
    }

    /** Load of the last minute: what else the machine is doing before a run begins. */
    public static double load() {
        return Double.parseDouble(read(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    /** The child processes of a process, and theirs. */
    static List<Long> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long number(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line ->
                        Arrays.stream(line.split("\\s+")).skip(1).findFirst().orElseThrow())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a thread, which may have ended by now: a JVM ends those of its compiler's that have had nothing to do. */
    private static Optional<String> ofThread(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
