package dev.cortexllm.sandbox.kubelet.runtime;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The process of a container. */
public final class RunningProcess {
    private final Process process;
    private final Instant startedAt;
    private final boolean ownGroup;
    private final CompletableFuture<Integer> exit;

    RunningProcess(Process process, Instant startedAt, boolean ownGroup, ProcessLedger ledger) {
        this.process = process;
        this.startedAt = startedAt;
        this.ownGroup = ownGroup;
        this.exit = process.onExit().thenApply(ended -> {
            // A container's other processes end with its first one.
            if (ownGroup) {
                ProcessGroup.kill(ended.pid());
            }
            ledger.remove(ended.pid());
            return ended.exitValue();
        });
    }

    /** When it was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Process id of the first process. */
    public long pid() {
        return process.pid();
    }

    /** Completes with the exit code, 128 + n after signal n, once the process and its group are gone. */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    /** Asks it to end (SIGTERM), as Kubernetes does only the first process. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL), with everything it started. */
    public void kill() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
