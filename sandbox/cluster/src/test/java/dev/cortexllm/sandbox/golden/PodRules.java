package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a real API server checks of a pod template that the embedded one does not: references inside of it, names, keys of
 * lists. Source: {@code pkg/apis/core/validation} of Kubernetes.
 */
final class PodRules {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");
    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");

    private final List<String> faults = new ArrayList<>();

    private PodRules() {}

    /** What is wrong with the pod templates and labels of an object. */
    static List<String> faults(JsonNode object) {
        PodRules rules = new PodRules();
        rules.look("", object);
        return rules.faults;
    }

    private void look(String place, JsonNode node) {
        if (node.path("containers").isArray()) {
            pod(place, node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equals("labels")) {
                field.getValue()
                        .properties()
                        .forEach(label -> check(
                                LABEL_VALUE.matcher(label.getValue().asText()).matches(),
                                place + ".labels." + label.getKey() + ": " + label.getValue() + " is no label"));
            }
            look(place + "." + field.getKey(), field.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(place + "[" + i + "]", node.get(i));
        }
    }

    private void pod(String place, JsonNode spec) {
        Set<String> volumes = unique(place + ".volumes", spec.path("volumes"), "name");
        Set<String> names = new HashSet<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                String where = place + "." + list + "." + container.path("name").asText();
                check(names.add(container.path("name").asText()), where + ": the name is there twice");
                check(LABEL.matcher(container.path("name").asText()).matches(), where + ": no name of a container");
                check(container.path("image").isTextual(), where + ": there is no image");
                container(where, container, volumes, list.equals("initContainers"));
            }
        }
        for (JsonNode volume : spec.path("volumes")) {
            check(volume.size() == 2, place + ".volumes: one source each, not " + volume);
        }
    }

    private void container(String place, JsonNode container, Set<String> volumes, boolean init) {
        unique(place + ".env", container.path("env"), "name");
        unique(place + ".volumeMounts", container.path("volumeMounts"), "mountPath");
        Set<String> ports = unique(place + ".ports", container.path("ports"), "name");
        ports.forEach(port -> check(PORT_NAME.matcher(port).matches(), place + ".ports: '" + port + "' is no name"));
        for (JsonNode mount : container.path("volumeMounts")) {
            check(volumes.contains(mount.path("name").asText()), place + ": no volume is called " + mount.path("name"));
            check(!mount.path("mountPath").asText().contains(":"), place + ": a colon in " + mount.path("mountPath"));
        }
        for (JsonNode variable : container.path("env")) {
            check(
                    !(variable.has("value") && variable.has("valueFrom")),
                    place + ".env." + variable.path("name") + ": a value, or where it is from");
        }
        boolean restarts = container.path("restartPolicy").asText().equals("Always");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe", "lifecycle")) {
            check(
                    !init || restarts || container.path(probe).isMissingNode(),
                    place + "." + probe + ": of an init container");
        }
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            probe(place + "." + probe, container.path(probe), ports, probe.equals("readinessProbe"));
        }
        container
                .path("lifecycle")
                .properties()
                .forEach(hook -> handler(place + "." + hook.getKey(), hook.getValue(), ports));
        container.path("resources").path("requests").properties().forEach(asked -> {
            JsonNode limit = container.path("resources").path("limits").path(asked.getKey());
            // What a device plugin hands out cannot be overcommitted.
            check(
                    !asked.getKey().contains("/") || limit.equals(asked.getValue()),
                    place + ".resources: request and limit of " + asked.getKey() + " differ");
        });
    }

    private void probe(String place, JsonNode probe, Set<String> ports, boolean readiness) {
        if (probe.isMissingNode()) {
            return;
        }
        handler(place, probe, ports);
        check(readiness || probe.path("successThreshold").asInt(1) == 1, place + ".successThreshold: must be 1");
        for (String field : List.of("periodSeconds", "timeoutSeconds", "failureThreshold")) {
            check(probe.path(field).asInt(1) > 0, place + "." + field + ": must be above 0");
        }
    }

    private void handler(String place, JsonNode handler, Set<String> ports) {
        check(HANDLERS.stream().filter(handler::has).count() == 1, place + ": one of " + HANDLERS);
        JsonNode port = handler.path("httpGet").path("port");
        check(!port.isTextual() || ports.contains(port.asText()), place + ": no port is called " + port);
    }

    private Set<String> unique(String place, JsonNode list, String key) {
        Set<String> seen = new HashSet<>();
        for (JsonNode element : list) {
            String value = element.path(key).asText();
            check(seen.add(value), place + ": " + value + " is there twice");
        }
        return seen;
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
