package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;

/**
 * Keeps kubectl's client-side apply annotation in step when the same kubectl goes over to server-side apply, so that it can
 * go back. Source: {@code lastappliedupdater.go} of {@code k8s.io/apimachinery}.
 */
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** Rewrites the annotation of an applied object, if it has one and kubectl's default manager applied. */
    static void refresh(ObjectNode applied, ObjectNode config, String manager) {
        if (!manager.equals("kubectl") || !Meta.annotations(applied).containsKey(ANNOTATION)) {
            return;
        }
        ObjectNode copy = config.deepCopy();
        if (Meta.of(copy).get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(ANNOTATION);
        }
        Json.child(Meta.of(applied), "annotations").put(ANNOTATION, Json.write(Json.sorted(copy)) + "\n");
    }
}
