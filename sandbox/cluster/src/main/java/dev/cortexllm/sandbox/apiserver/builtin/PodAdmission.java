package dev.cortexllm.sandbox.apiserver.builtin;

import static dev.cortexllm.sandbox.apiserver.builtin.PodDefaults.absent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import java.util.List;

/**
 * What the admission plugins ServiceAccount, Priority and DefaultTolerationSeconds add to a new pod. A pod whose
 * ServiceAccount does not exist is let in.
 */
public final class PodAdmission {
    private static final String MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final int TOKEN_SECONDS = 3_607;
    private final Store store;
    private final Ids ids;

    public PodAdmission(Store store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /** Completes a pod in place. */
    public void admit(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        absent(spec, "serviceAccountName", "default");
        absent(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
        absent(spec, "preemptionPolicy", "PreemptLowerPriority");
        absent(spec, "priority", 0);
        tolerate(spec, "node.kubernetes.io/not-ready");
        tolerate(spec, "node.kubernetes.io/unreachable");
        if (automount(pod, spec)) {
            mountToken(spec);
        }
    }

    private static void tolerate(ObjectNode spec, String taint) {
        boolean known = Json.elements(spec.path("tolerations")).stream()
                .anyMatch(t -> Json.text(t, "key").equals(taint));
        if (!known) {
            ((ArrayNode) spec.withArray("tolerations"))
                    .addObject()
                    .put("key", taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", 300);
        }
    }

    private boolean automount(ObjectNode pod, ObjectNode spec) {
        if (spec.has("automountServiceAccountToken")) {
            return spec.get("automountServiceAccountToken").asBoolean();
        }
        Key account = new Key("serviceaccounts", Meta.namespace(pod), Json.text(spec, "serviceAccountName"));
        return store.get(account)
                .map(a -> a.path("automountServiceAccountToken").asBoolean(true))
                .orElse(true);
    }

    private void mountToken(ObjectNode spec) {
        String volume = "kube-api-access-" + ids.suffix().get();
        boolean used = false;
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : Json.elements(spec.path(list))) {
                used |= mount((ObjectNode) container, volume);
            }
        }
        if (used) {
            addVolume(spec, volume);
        }
    }

    private static boolean mount(ObjectNode container, String volume) {
        boolean own = Json.elements(container.path("volumeMounts")).stream()
                .anyMatch(m -> Json.text(m, "mountPath").equals(MOUNT));
        if (!own) {
            ((ArrayNode) container.withArray("volumeMounts"))
                    .addObject()
                    .put("name", volume)
                    .put("readOnly", true)
                    .put("mountPath", MOUNT);
        }
        return !own;
    }

    private static void addVolume(ObjectNode spec, String name) {
        ObjectNode volume = ((ArrayNode) spec.withArray("volumes")).addObject().put("name", name);
        ObjectNode projected = volume.putObject("projected").put("defaultMode", 420);
        ArrayNode sources = projected.putArray("sources");
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("path", "token");
        ObjectNode certificates = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
        certificates.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        ObjectNode namespace =
                sources.addObject().putObject("downwardAPI").putArray("items").addObject();
        namespace
                .put("path", "namespace")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "metadata.namespace");
    }
}
