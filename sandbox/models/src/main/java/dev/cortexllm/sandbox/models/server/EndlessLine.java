package dev.cortexllm.sandbox.models.server;

import io.vertx.core.Vertx;

/** Pours a line that never ends: a helping every few milliseconds for as long as the client takes it. */
final class EndlessLine {
    private static final long PAUSE_MILLIS = 2;

    private final Vertx vertx;

    EndlessLine(Vertx vertx) {
        this.vertx = vertx;
    }

    void pour(Output output, String start) {
        output.write(start);
        vertx.setPeriodic(PAUSE_MILLIS, timer -> {
            if (!output.isOpen()) {
                vertx.cancelTimer(timer);
            } else if (!output.isFull()) {
                output.write(Damage.FILLER);
            }
        });
    }
}
