package dev.cortexllm.router;

import dev.cortexllm.router.route.Snapshot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Events inside the process that somebody outside should learn of at once. Safe for any thread. */
public final class Signals {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Snapshot>> serving = new CopyOnWriteArrayList<>();

    /**
     * Wants to be told when something is worth a report: another configuration is served or was refused, or a request
     * waits for a deployment.
     *
     * @param listener called on any thread; must not block
     */
    public void onNews(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Wants to know the snapshot that every event loop has begun to serve.
     *
     * @param listener called on any thread, before the news; must not block
     */
    public void onServing(Consumer<Snapshot> listener) {
        serving.add(listener);
    }

    void serving(Snapshot snapshot) {
        serving.forEach(listener -> listener.accept(snapshot));
    }

    void news() {
        listeners.forEach(Runnable::run);
    }
}
