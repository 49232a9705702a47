package dev.cortexllm.router.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A server asks to be left alone for a while, or has trouble of its own. */
final class TryLater extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> after;

    TryLater(String message, Optional<Duration> after) {
        super(message);
        this.after = after;
    }

    /** How long it asks for; empty when it does not say. */
    Optional<Duration> after() {
        return after;
    }
}
