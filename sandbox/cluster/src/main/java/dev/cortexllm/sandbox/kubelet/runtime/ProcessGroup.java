package dev.cortexllm.sandbox.kubelet.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to process groups, which Java cannot send itself. */
final class ProcessGroup {
    private ProcessGroup() {}

    /** SIGKILL to all members of a group; nothing happens when it has none. Waits until the signal is sent. */
    static void kill(long group) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- -\"$1\" 2>/dev/null", "sh", Long.toString(group))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
