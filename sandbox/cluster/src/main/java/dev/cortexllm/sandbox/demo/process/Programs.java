package dev.cortexllm.sandbox.demo.process;

import dev.cortexllm.sandbox.process.Leash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Starts our programs from a built checkout, and stops all that it started, the last one first; then it starts no more. */
public final class Programs implements AutoCloseable {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    /** How long a child may take to end by itself: the kubelet stops pods first, and routers drain. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Protobuf, under CEL, still uses it; from this JDK on each start would print four lines about that. */
    private static final int WARNS_OF_UNSAFE = 23;

    private final Path root;
    private final Path logs;
    private final Leash leash = Leash.ofThisMachine();
    private final Deque<Child> children = new ArrayDeque<>();
    private boolean closed;

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
                "-Xshare:auto"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", jar(program).toString()));
        command.addAll(arguments);
        return command;
    }

    /**
     * Makes sure that everything is built.
     *
     * @throws IllegalStateException naming the first jar that is missing
     */
    public void check() {
        for (Program program : Program.values()) {
            if (!Files.isRegularFile(jar(program))) {
                throw new IllegalStateException(
                        jar(program) + " is missing; './cortex build' builds what is missing in a checkout");
            }
        }
    }

    private Path jar(Program program) {
        return root.resolve(program.module).resolve("target").resolve(program.artifact + "-" + VERSION + ".jar");
    }

    /**
     * Starts a program that ends with this JVM, however that ends. The calling thread must live as long, see {@link Leash}.
     *
     * @param name its name in messages and log files
     * @param program which one
     * @param arguments its arguments
     * @param upLine what the line that says it is up looks like
     * @return the running child
     * @throws IllegalStateException when everything is being stopped already
     */
    public synchronized Child start(String name, Program program, List<String> arguments, Pattern upLine) {
        if (closed) {
            throw new IllegalStateException("the " + name + " is not started, as everything is being stopped");
        }
        Child child = Child.start(name, leash.on(command(program, arguments)), logs.resolve(name + ".log"), upLine);
        children.push(child);
        return child;
    }

    /** Whether there is something to stop. */
    public synchronized boolean running() {
        return !children.isEmpty();
    }

    /** Stops every child that still runs. Safe to call twice. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!children.isEmpty()) {
            children.pop().stop(GRACE);
        }
    }
}
