package dev.cortexllm.sandbox.apiserver.builtin;

import static dev.cortexllm.sandbox.apiserver.builtin.PodDefaults.absent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Defaults of built-in kinds, those an operator's comparison of wanted and live state or kubectl's output can notice.
 * Sources: {@code pkg/apis/{core,apps,batch,policy,autoscaling,rbac}/v1/defaults.go}.
 */
public final class Defaults {
    private Defaults() {}

    /** Fills in defaults in place; does nothing for kinds that have none. */
    public static void fill(ObjectNode object) {
        switch (Json.text(object, "kind")) {
            case "Pod" -> pod(object);
            case "Deployment" -> deployment(Json.child(object, "spec"));
            case "ReplicaSet" -> replicaSet(Json.child(object, "spec"));
            case "StatefulSet" -> statefulSet(Json.child(object, "spec"));
            case "Job" -> job(object);
            case "Service" -> service(Json.child(object, "spec"));
            case "Secret" -> secret(object);
            case "Namespace" -> namespace(object);
            case "PersistentVolumeClaim" -> claim(object);
            case "HorizontalPodAutoscaler" -> absent(Json.child(object, "spec"), "minReplicas", 1);
            case "NetworkPolicy" -> networkPolicy(Json.child(object, "spec"));
            case "RoleBinding", "ClusterRoleBinding" -> binding(object);
            case "EndpointSlice" ->
                Json.elements(object.path("ports")).forEach(p -> absent((ObjectNode) p, "protocol", "TCP"));
            case "CustomResourceDefinition" -> definition(Json.child(object, "spec"));
            default -> {
                // the remaining kinds have no defaults that anybody here can see
            }
        }
    }

    private static void pod(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        PodDefaults.fill(spec);
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
    }

    private static void template(ObjectNode spec) {
        PodDefaults.fill(Json.child(Json.child(spec, "template"), "spec"));
    }

    private static void deployment(ObjectNode spec) {
        template(spec);
        absent(spec, "replicas", 1);
        absent(spec, "revisionHistoryLimit", 10);
        absent(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.child(spec, "strategy");
        absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Json.child(strategy, "rollingUpdate");
            absent(rolling, "maxUnavailable", "25%");
            absent(rolling, "maxSurge", "25%");
        }
    }

    private static void replicaSet(ObjectNode spec) {
        template(spec);
        absent(spec, "replicas", 1);
    }

    private static void statefulSet(ObjectNode spec) {
        template(spec);
        absent(spec, "replicas", 1);
        absent(spec, "revisionHistoryLimit", 10);
        absent(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = Json.child(spec, "updateStrategy");
        absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            absent(Json.child(strategy, "rollingUpdate"), "partition", 0);
        }
        ObjectNode retention = Json.child(spec, "persistentVolumeClaimRetentionPolicy");
        absent(retention, "whenDeleted", "Retain");
        absent(retention, "whenScaled", "Retain");
        for (JsonNode claim : Json.elements(spec.path("volumeClaimTemplates"))) {
            ((ObjectNode) claim).put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
            claim((ObjectNode) claim);
        }
    }

    private static void job(ObjectNode job) {
        ObjectNode spec = Json.child(job, "spec");
        template(spec);
        absent(spec, "completions", 1);
        absent(spec, "parallelism", 1);
        absent(spec, "backoffLimit", 6);
        absent(spec, "completionMode", "NonIndexed");
        absent(spec, "podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        if (!spec.has("suspend")) {
            spec.put("suspend", false);
        }
        if (!spec.has("selector")) {
            Json.child(Json.child(spec, "selector"), "matchLabels")
                    .put("batch.kubernetes.io/controller-uid", Json.text(job, "metadata", "uid"));
            ObjectNode labels = Json.child(Json.child(Json.child(spec, "template"), "metadata"), "labels");
            for (String prefix : List.of("batch.kubernetes.io/", "")) {
                labels.put(prefix + "controller-uid", Json.text(job, "metadata", "uid"));
                labels.put(prefix + "job-name", Json.text(job, "metadata", "name"));
            }
        }
    }

    private static void service(ObjectNode spec) {
        absent(spec, "type", "ClusterIP");
        absent(spec, "sessionAffinity", "None");
        for (JsonNode node : Json.elements(spec.path("ports"))) {
            ObjectNode port = (ObjectNode) node;
            absent(port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                port.set("targetPort", port.path("port"));
            }
        }
        if (!Json.text(spec, "type").equals("ExternalName")) {
            absent(spec, "internalTrafficPolicy", "Cluster");
        }
    }

    private static void secret(ObjectNode secret) {
        absent(secret, "type", "Opaque");
        // stringData is write-only: the server folds it into data
        JsonNode plain = secret.remove("stringData");
        for (Map.Entry<String, JsonNode> e : Json.entries(plain)) {
            byte[] bytes = e.getValue().asText().getBytes(StandardCharsets.UTF_8);
            Json.child(secret, "data").put(e.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static void namespace(ObjectNode namespace) {
        Json.child(Json.child(namespace, "metadata"), "labels")
                .put("kubernetes.io/metadata.name", Json.text(namespace, "metadata", "name"));
        if (!Json.child(namespace, "spec").has("finalizers")) {
            Json.child(namespace, "spec").set("finalizers", Json.strings(List.of("kubernetes")));
        }
        absent(Json.child(namespace, "status"), "phase", "Active");
    }

    private static void claim(ObjectNode claim) {
        absent(Json.child(claim, "spec"), "volumeMode", "Filesystem");
        absent(Json.child(claim, "status"), "phase", "Pending");
    }

    private static void networkPolicy(ObjectNode spec) {
        if (!spec.has("policyTypes")) {
            spec.set(
                    "policyTypes",
                    Json.strings(spec.has("egress") ? List.of("Ingress", "Egress") : List.of("Ingress")));
        }
        for (String direction : List.of("ingress", "egress")) {
            Json.elements(spec.path(direction)).forEach(rule -> Json.elements(rule.path("ports"))
                    .forEach(p -> absent((ObjectNode) p, "protocol", "TCP")));
        }
    }

    private static void binding(ObjectNode binding) {
        absent(Json.child(binding, "roleRef"), "apiGroup", "rbac.authorization.k8s.io");
        for (JsonNode subject : Json.elements(binding.path("subjects"))) {
            if (!Json.text(subject, "kind").equals("ServiceAccount")) {
                absent((ObjectNode) subject, "apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void definition(ObjectNode spec) {
        ObjectNode names = Json.child(spec, "names");
        String kind = Json.text(names, "kind");
        absent(names, "singular", kind.toLowerCase(Locale.ROOT));
        absent(names, "listKind", kind + "List");
        absent(Json.child(spec, "conversion"), "strategy", "None");
    }
}
