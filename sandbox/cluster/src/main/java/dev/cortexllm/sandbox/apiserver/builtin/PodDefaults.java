package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;
import java.util.Map;

/** Defaults of a pod spec, alone or in a template. Source: {@code pkg/apis/core/v1/defaults.go}. */
final class PodDefaults {
    private static final int DEFAULT_MODE = 420;

    private PodDefaults() {}

    static void fill(ObjectNode spec) {
        absent(spec, "restartPolicy", "Always");
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        absent(spec, "terminationGracePeriodSeconds", 30);
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        mirrorServiceAccount(spec);
        for (String list : List.of("initContainers", "containers")) {
            Json.elements(spec.path(list)).forEach(c -> container((ObjectNode) c));
        }
        Json.elements(spec.path("volumes")).forEach(v -> volume((ObjectNode) v));
    }

    private static void mirrorServiceAccount(ObjectNode spec) {
        // the deprecated name of the field is kept equal, as conversion does
        if (spec.has("serviceAccountName")) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        } else if (spec.has("serviceAccount")) {
            spec.set("serviceAccountName", spec.get("serviceAccount"));
        }
    }

    private static void container(ObjectNode container) {
        absent(container, "terminationMessagePath", "/dev/termination-log");
        absent(container, "terminationMessagePolicy", "File");
        absent(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
        ObjectNode resources = Json.child(container, "resources");
        requestsFromLimits(resources);
        Json.elements(container.path("ports")).forEach(p -> absent((ObjectNode) p, "protocol", "TCP"));
        Json.elements(container.path("env")).forEach(e -> fieldRef(e.path("valueFrom")));
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode node) {
                probe(node);
            }
        }
        for (String hook : List.of("postStart", "preStop")) {
            if (container.at("/lifecycle/" + hook) instanceof ObjectNode node) {
                handler(node);
            }
        }
    }

    private static String pullPolicy(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !last.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
        return latest ? "Always" : "IfNotPresent";
    }

    private static void requestsFromLimits(ObjectNode resources) {
        for (Map.Entry<String, JsonNode> limit : Json.entries(resources.path("limits"))) {
            ObjectNode requests = Json.child(resources, "requests");
            if (!requests.has(limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
            }
        }
    }

    private static void probe(ObjectNode probe) {
        absent(probe, "timeoutSeconds", 1);
        absent(probe, "periodSeconds", 10);
        absent(probe, "successThreshold", 1);
        absent(probe, "failureThreshold", 3);
        handler(probe);
    }

    private static void handler(ObjectNode handler) {
        if (handler.get("httpGet") instanceof ObjectNode get) {
            absent(get, "path", "/");
            absent(get, "scheme", "HTTP");
        }
        if (handler.get("grpc") instanceof ObjectNode grpc) {
            absent(grpc, "service", "");
        }
    }

    private static void fieldRef(JsonNode source) {
        if (source.path("fieldRef") instanceof ObjectNode ref) {
            absent(ref, "apiVersion", "v1");
        }
        if (source.path("resourceFieldRef") instanceof ObjectNode ref) {
            absent(ref, "divisor", "0");
        }
    }

    private static void volume(ObjectNode volume) {
        for (String source : List.of("secret", "configMap", "downwardAPI", "projected")) {
            if (volume.get(source) instanceof ObjectNode node) {
                absent(node, "defaultMode", DEFAULT_MODE);
                Json.elements(node.path("items")).forEach(PodDefaults::fieldRef);
            }
        }
        for (JsonNode part : Json.elements(Json.at(volume, "projected", "sources"))) {
            if (part.path("serviceAccountToken") instanceof ObjectNode token) {
                absent(token, "expirationSeconds", 3600);
            }
            Json.elements(Json.at(part, "downwardAPI", "items")).forEach(PodDefaults::fieldRef);
        }
        if (volume.get("hostPath") instanceof ObjectNode hostPath) {
            absent(hostPath, "type", "");
        }
        if (volume.size() == 1) {
            volume.putObject("emptyDir");
        }
    }

    static void absent(ObjectNode object, String field, String value) {
        if (Json.blank(object.get(field))) {
            object.put(field, value);
        }
    }

    static void absent(ObjectNode object, String field, int value) {
        if (Json.blank(object.get(field))) {
            object.put(field, value);
        }
    }
}
