package dev.cortexllm.router.load;

import java.io.IOException;

/** A file is not what its hash says. */
final class Mismatch extends IOException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }
}
