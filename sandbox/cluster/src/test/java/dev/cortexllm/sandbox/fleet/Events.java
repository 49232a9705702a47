package dev.cortexllm.sandbox.fleet;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts the writes of an operator in one namespace as they come about: children made, statuses written. */
final class Events implements AutoCloseable {
    private final List<Watch> watches = new ArrayList<>();
    private int count;

    Events(KubernetesClient client, String namespace) {
        watch(client, namespace, Service.class, Watcher.Action.ADDED);
        watch(client, namespace, Deployment.class, Watcher.Action.ADDED);
        watch(client, namespace, ModelDeployment.class, Watcher.Action.MODIFIED);
    }

    private <T extends HasMetadata> void watch(
            KubernetesClient client, String namespace, Class<T> kind, Watcher.Action counted) {
        watches.add(client.resources(kind).inNamespace(namespace).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                if (action == counted) {
                    happened();
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                // The wait for the next event says so when it was not us.
            }
        }));
    }

    private synchronized void happened() {
        count++;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Waits for so many writes. */
    synchronized void await(int writes, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (count < writes) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new IllegalStateException(count + " writes, not " + writes + ", within " + patience);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
