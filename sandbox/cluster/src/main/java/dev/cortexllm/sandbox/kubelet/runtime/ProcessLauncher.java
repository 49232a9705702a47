package dev.cortexllm.sandbox.kubelet.runtime;

import dev.cortexllm.sandbox.process.Leash;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts local processes for containers. On the {@link Leash} that Linux offers, each container is a process group of its own, so
 * that its children end with it as they would in a container, and dies with the kubelet even when the kubelet is killed.
 * Elsewhere only the {@link ProcessLedger} cleans up.
 */
public final class ProcessLauncher implements AutoCloseable {
    /** What a process needs of the kubelet's own environment; the rest (credentials!) stays out, as in a container. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

    private final ProcessLedger ledger;
    private final Clock clock;
    private final Leash leash = Leash.ofThisMachine();
    // The leash holds as long as the thread that forked: one thread forks them all and outlives them.
    private final ExecutorService spawner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kubelet-spawner");
        thread.setDaemon(true);
        return thread;
    });

    /** @param ledger told of every process, for the kubelet's next start */
    public ProcessLauncher(ProcessLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Starts a container's process.
     *
     * @param directory working directory
     * @param log stdout and stderr are appended to it
     * @throws IOException when there is no such executable, or the system refuses
     */
    public RunningProcess start(LaunchPlan plan, Path directory, Path log) throws IOException {
        List<String> command = leash.on(resolved(plan.command()));
        ProcessBuilder builder = builder(command, plan.environment(), directory)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = spawn(builder);
        boolean ownGroup = !leash.group().isEmpty();
        ledger.add(process.toHandle(), ownGroup);
        return new RunningProcess(process, clock.instant(), ownGroup, ledger);
    }

    /**
     * Starts a short-lived command of a probe or hook.
     *
     * @param output overwritten with what it prints
     * @throws IOException when there is no such executable, or the system refuses
     */
    public Process exec(LaunchPlan plan, Path directory, Path output) throws IOException {
        List<String> command = leash.untilDeath(resolved(plan.command()));
        return spawn(builder(command, plan.environment(), directory)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile()));
    }

    @Override
    public void close() {
        spawner.shutdown();
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return builder;
    }

    private Process spawn(ProcessBuilder builder) throws IOException {
        try {
            return spawner.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting " + builder.command(), e);
        }
    }

    /** Looks the executable up here, because behind a prefix the system's "not found" would be a mere exit code. */
    private static List<String> resolved(List<String> command) throws IOException {
        if (command.isEmpty()) {
            throw new IOException("neither the runtimes file nor the container names a command");
        }
        String name = command.get(0);
        Optional<Path> found = name.contains("/")
                ? Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable)
                : Leash.onPath(name);
        List<String> resolved = new ArrayList<>(command);
        resolved.set(
                0,
                found.orElseThrow(() -> new IOException("no executable \"" + name + "\""))
                        .toString());
        return resolved;
    }
}
