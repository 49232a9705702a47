package dev.cortexllm.sandbox.kubelet.pod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Appointments of a worker with itself. */
final class Wakes {
    private Wakes() {}

    static Optional<Instant> earliest(List<Optional<Instant>> wakes) {
        return wakes.stream().flatMap(Optional::stream).min(Instant::compareTo);
    }
}
