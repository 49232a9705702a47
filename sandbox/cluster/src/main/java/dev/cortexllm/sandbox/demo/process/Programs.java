package dev.cortexllm.sandbox.demo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Starts our programs from a built checkout, and stops all that it started, the last one first. */
public final class Programs implements AutoCloseable {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    /** How long a child may take to end by itself: the kubelet stops pods first, and routers drain. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path root;
    private final Path logs;
    private final Deque<Child> children = new ArrayDeque<>();

    /**
     * @param root the checkout
     * @param logs folder for the children's output
     */
    public Programs(Path root, Path logs) {
        this.root = root;
        this.logs = logs;
    }

    /** The programs that a checkout builds. */
    public enum Program {
        ROUTER("router-runtime", "cortex-router"),
        OPERATOR("operator", "cortex-operator"),
        MODELS("sandbox/models", "cortex-sandbox-models"),
        SANDBOX("sandbox/cluster", "cortex-sandbox-cluster");

        private final String module;
        private final String artifact;

        Program(String module, String artifact) {
            this.module = module;
            this.artifact = artifact;
        }
    }

    /**
     * The command that runs a program.
     *
     * @param program which one
     * @param arguments its arguments
     * @return program and arguments; the JVM is tuned for a quick start on few cores, as eight of them share a laptop
     */
    public List<String> command(Program program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-jar",
                jar(program).toString()));
        command.addAll(arguments);
        return command;
    }

    /** Where a program's jar is. */
    public Path jar(Program program) {
        return root.resolve(program.module).resolve("target").resolve(program.artifact + "-" + VERSION + ".jar");
    }

    /**
     * Starts a program.
     *
     * @param name its name in messages and log files
     * @param program which one
     * @param arguments its arguments
     * @param upLine what the line that says it is up looks like
     * @return the running child
     */
    public synchronized Child start(String name, Program program, List<String> arguments, Pattern upLine) {
        Child child = Child.start(name, command(program, arguments), Map.of(), logs.resolve(name + ".log"), upLine);
        children.push(child);
        return child;
    }

    /** Stops every child that still runs. Safe to call twice. */
    @Override
    public synchronized void close() {
        while (!children.isEmpty()) {
            children.pop().stop(GRACE);
        }
    }
}
