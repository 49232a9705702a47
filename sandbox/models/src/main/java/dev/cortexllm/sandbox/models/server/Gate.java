package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.Optional;
import java.util.Set;

/** Who is let in, and when: not while the model loads, no new work while the server drains, and not without a key. */
final class Gate {
    private enum Phase {
        LOADING,
        READY,
        DRAINING
    }

    private final WireFormat format;
    private final Set<String> keys;
    private Phase phase = Phase.LOADING;

    Gate(WireFormat format, Set<String> keys) {
        this.format = format;
        this.keys = keys;
    }

    /** The model is loaded; a server that already drains stays closed. */
    void open() {
        phase = phase == Phase.LOADING ? Phase.READY : phase;
    }

    void drain() {
        phase = Phase.DRAINING;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    /**
     * Lets a call in.
     *
     * @throws ApiError if it has to stay outside
     */
    void check(Call call) {
        if (phase == Phase.LOADING) {
            throw ApiError.of(503, "The model is loading.").retryAfter("1");
        }
        if (phase == Phase.DRAINING && call.method().equals("POST")) {
            throw ApiError.of(503, "The server is shutting down.");
        }
        if (!keys.isEmpty() && format.guarded(call)) {
            Optional<String> key = format.key(call);
            if (key.isEmpty() || !keys.contains(key.get())) {
                throw format.unauthorized(key);
            }
        }
    }
}
