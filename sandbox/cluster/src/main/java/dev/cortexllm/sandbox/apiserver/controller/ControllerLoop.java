package dev.cortexllm.sandbox.apiserver.controller;

import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Subscription;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the controllers on one thread, fed by the store's changes. */
public final class ControllerLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);
    private static final long TICK_MILLIS = 500;
    private final Subscription subscription;
    private final List<Controller> controllers;
    private final Thread thread;

    private ControllerLoop(Subscription subscription, List<Controller> controllers) {
        this.subscription = subscription;
        this.controllers = controllers;
        this.thread = new Thread(this::run, "controllers");
        thread.setDaemon(true);
    }

    /** Starts all controllers from the beginning of the store's history. */
    public static ControllerLoop start(Resources resources) {
        Objects objects = new Objects(resources);
        List<Controller> all = List.of(
                new NamespaceController(objects),
                new CrdController(objects),
                new GarbageCollector(objects),
                new DeploymentController(objects),
                new ReplicaSetController(objects),
                new JobController(objects),
                new ClaimController(objects),
                new DisruptionController(objects),
                new EndpointSliceController(objects));
        ControllerLoop loop = new ControllerLoop(resources.store().subscribeAfter(1, key -> true), all);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try {
            while (!subscription.closed()) {
                Optional<Change> change = subscription.next(TICK_MILLIS);
                while (change.isPresent()) {
                    Change next = change.get();
                    controllers.forEach(c -> guarded(c, () -> c.changed(next)));
                    change = subscription.next(0);
                }
                controllers.forEach(c -> guarded(c, c::act));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void guarded(Controller controller, Runnable step) {
        try {
            step.run();
        } catch (ApiError e) {
            // the object changed under the controller: the change that did it is already on its way here
            LOG.debug("{}: {}", controller.getClass().getSimpleName(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed", controller.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
    }
}
