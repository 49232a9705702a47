package dev.cortexllm.sandbox.kubelet.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events about pods, in the background and in order; the same event again raises the count of the first. An event that
 * cannot be written is logged and forgotten: events are news, not state.
 */
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int REMEMBERED = 1000;

    private record Key(String podUid, String container, String type, String reason, String message) {}

    private final KubernetesClient client;
    private final String nodeName;
    private final Clock clock;
    private final Executor background;
    /** Touched by the background thread only. */
    private final Map<Key, Event> written = new LinkedHashMap<>();

    /** @param background runs one task at a time, in order */
    public EventRecorder(KubernetesClient client, String nodeName, Clock clock, Executor background) {
        this.client = client;
        this.nodeName = nodeName;
        this.clock = clock;
        this.background = background;
    }

    /** Something went as it should. */
    public void normal(Pod pod, String reason, String message) {
        record(pod, new Key(pod.getMetadata().getUid(), "", "Normal", reason, message));
    }

    /** Something did not go as it should. */
    public void warning(Pod pod, String reason, String message) {
        record(pod, new Key(pod.getMetadata().getUid(), "", "Warning", reason, message));
    }

    /**
     * Something happened to one container.
     *
     * @param fieldPath the container in the pod, such as {@code spec.containers{router}}
     */
    public void container(Pod pod, String fieldPath, boolean warning, String reason, String message) {
        String type = warning ? "Warning" : "Normal";
        record(pod, new Key(pod.getMetadata().getUid(), fieldPath, type, reason, message));
    }

    private void record(Pod pod, Key key) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            background.execute(() -> write(pod, key, now));
        } catch (RejectedExecutionException e) {
            LOG.debug("shutting down, not recorded: {}", key);
        }
    }

    private void write(Pod pod, Key key, String now) {
        try {
            Event earlier = written.get(key);
            Event event = earlier == null
                    ? client.v1().events().resource(first(pod, key, now)).create()
                    : client.v1().events().resource(again(earlier, now)).update();
            written.put(key, event);
            if (written.size() > REMEMBERED) {
                written.remove(written.keySet().iterator().next());
            }
        } catch (KubernetesClientException e) {
            written.remove(key);
            LOG.debug("event {} was not written: {}", key, e.getMessage());
        }
    }

    private static Event again(Event earlier, String now) {
        return new EventBuilder(earlier)
                .withCount(earlier.getCount() + 1)
                .withLastTimestamp(now)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .build();
    }

    private Event first(Pod pod, Key key, String now) {
        ObjectReference about = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion())
                .withFieldPath(key.container().isEmpty() ? null : key.container())
                .build();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName() + "." + Long.toHexString(System.nanoTime()))
                .endMetadata()
                .withInvolvedObject(about)
                .withType(key.type())
                .withReason(key.reason())
                .withMessage(key.message())
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource("sandbox-kubelet", nodeName)
                .withReportingComponent("sandbox-kubelet")
                .withReportingInstance(nodeName)
                .build();
    }
}
