package dev.cortexllm.operator.model;

import dev.cortexllm.operator.status.WorkloadReading;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whether there is something to see in a child that has come or changed. That it is there is known already, by whoever created it
 * or, should somebody else have done so, looked before creating it.
 */
final class ChildNews {
    /** Annotations with this prefix are the Deployment controller's. */
    private static final String CONTROLLERS = "deployment.kubernetes.io/";

    private ChildNews() {}

    /**
     * Of a child whose status nobody reads.
     *
     * @param now the child
     * @param before as it was; null: it has come
     * @return whether something may be other than it should be
     */
    static boolean ofContent(HasMetadata now, HasMetadata before) {
        return before != null && !sameContent(now, before);
    }

    /**
     * Of a Deployment.
     *
     * @param now the Deployment
     * @param before as it was; null: it has come
     * @return whether something may be other than it should be, or its controller reports something that is told on
     */
    static boolean ofWorkload(Deployment now, Deployment before) {
        return ofContent(now, before)
                || !WorkloadReading.of(now).equals(WorkloadReading.of(before == null ? new Deployment() : before));
    }

    private static boolean sameContent(HasMetadata now, HasMetadata before) {
        ObjectMeta a = now.getMetadata();
        ObjectMeta b = before.getMetadata();
        return Objects.equals(a.getUid(), b.getUid())
                && Objects.equals(a.getDeletionTimestamp(), b.getDeletionTimestamp())
                && Objects.equals(a.getOwnerReferences(), b.getOwnerReferences())
                && Objects.equals(a.getLabels(), b.getLabels())
                && annotations(a).equals(annotations(b))
                && sameSpec(now, before);
    }

    /** A Service has no generation. */
    private static boolean sameSpec(HasMetadata now, HasMetadata before) {
        return now instanceof Service service
                ? Objects.equals(service.getSpec(), ((Service) before).getSpec())
                : Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }

    private static Map<String, String> annotations(ObjectMeta meta) {
        Map<String, String> annotations = new HashMap<>(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
        annotations.keySet().removeIf(key -> key.startsWith(CONTROLLERS));
        return annotations;
    }
}
