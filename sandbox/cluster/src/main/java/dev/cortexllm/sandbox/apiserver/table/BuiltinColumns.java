package dev.cortexllm.sandbox.apiserver.table;

import static dev.cortexllm.sandbox.apiserver.object.Json.at;
import static dev.cortexllm.sandbox.apiserver.object.Json.elements;
import static dev.cortexllm.sandbox.apiserver.object.Json.object;
import static dev.cortexllm.sandbox.apiserver.object.Json.text;
import static dev.cortexllm.sandbox.apiserver.table.Column.number;
import static dev.cortexllm.sandbox.apiserver.table.Column.text;
import static dev.cortexllm.sandbox.apiserver.table.Column.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Columns of built-in kinds. Source: {@code pkg/printers/internalversion/printers.go}. */
final class BuiltinColumns {
    static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace.",
            0,
            (object, now) -> TextNode.valueOf(Meta.name(object)));
    static final Column AGE = time("Age", (object, now) -> Age.since(CustomColumns.created(object), now));

    private BuiltinColumns() {}

    static List<Column> of(String kind) {
        return switch (kind) {
            case "Pod" -> PodColumns.ALL;
            case "Deployment" -> deployments();
            case "ReplicaSet" -> replicaSets();
            case "StatefulSet" -> List.of(NAME, text("Ready", o -> of(o, "readyReplicas")), AGE);
            case "Service" -> services();
            case "Node" -> nodes();
            case "Event" -> events();
            case "Job" -> jobs();
            case "Namespace" -> List.of(NAME, text("Status", o -> text(o, "status", "phase")), AGE);
            case "Secret" -> List.of(NAME, text("Type", o -> text(o, "type")), count("Data", "data"), AGE);
            case "ConfigMap" -> List.of(NAME, count("Data", "data"), AGE);
            case "Lease" -> List.of(NAME, text("Holder", o -> text(o, "spec", "holderIdentity")), AGE);
            case "CustomResourceDefinition" ->
                List.of(NAME, text("Created At", o -> text(o, "metadata", "creationTimestamp")));
            case "PodDisruptionBudget" -> budgets();
            case "EndpointSlice" -> slices();
            default -> List.of(NAME, AGE);
        };
    }

    private static List<Column> deployments() {
        return List.of(
                NAME,
                text("Ready", o -> of(o, "readyReplicas")),
                number("Up-to-date", o -> at(o, "status", "updatedReplicas").asInt()),
                number("Available", o -> at(o, "status", "availableReplicas").asInt()),
                AGE,
                text("Containers", o -> containers(o, "name")).wide(),
                text("Images", o -> containers(o, "image")).wide(),
                selector().wide());
    }

    private static List<Column> replicaSets() {
        return List.of(
                NAME,
                number("Desired", o -> at(o, "spec", "replicas").asInt()),
                number("Current", o -> at(o, "status", "replicas").asInt()),
                number("Ready", o -> at(o, "status", "readyReplicas").asInt()),
                AGE,
                text("Containers", o -> containers(o, "name")).wide(),
                text("Images", o -> containers(o, "image")).wide(),
                selector().wide());
    }

    private static Column selector() {
        return text("Selector", o -> LabelSelector.format(at(o, "spec", "selector")));
    }

    private static String of(JsonNode object, String ready) {
        return at(object, "status", ready).asInt() + "/"
                + at(object, "spec", "replicas").asInt();
    }

    private static String containers(JsonNode object, String field) {
        return join(at(object, "spec", "template", "spec", "containers"), c -> text(c, field));
    }

    private static Column count(String name, String field) {
        return number(name, o -> o.path(field).size());
    }

    static String join(JsonNode list, Function<JsonNode, String> show) {
        return elements(list).stream().map(show).collect(Collectors.joining(","));
    }

    static String orNone(String value) {
        return value.isEmpty() ? "<none>" : value;
    }

    private static List<Column> services() {
        return List.of(
                NAME,
                text("Type", o -> text(o, "spec", "type")),
                text("Cluster-IP", o -> orNone(text(o, "spec", "clusterIP"))),
                text("External-IP", o -> orNone(text(o, "spec", "externalName"))),
                text("Port(s)", o -> orNone(join(at(o, "spec", "ports"), BuiltinColumns::port))),
                AGE,
                text(
                                "Selector",
                                o -> orNone(
                                        LabelSelector.format(object().set("matchLabels", at(o, "spec", "selector")))))
                        .wide());
    }

    private static String port(JsonNode port) {
        String node = port.path("nodePort").asInt() > 0 ? ":" + text(port, "nodePort") : "";
        return text(port, "port") + node + "/" + text(port, "protocol");
    }

    private static List<Column> nodes() {
        return List.of(
                NAME,
                text("Status", BuiltinColumns::nodeStatus),
                text(
                        "Roles",
                        o -> orNone(Meta.labels(o).keySet().stream()
                                .filter(l -> l.startsWith("node-role.kubernetes.io/"))
                                .map(l -> l.substring("node-role.kubernetes.io/".length()))
                                .collect(Collectors.joining(",")))),
                AGE,
                text("Version", o -> text(o, "status", "nodeInfo", "kubeletVersion")),
                text("Internal-IP", o -> address(o, "InternalIP")).wide(),
                text("OS-Image", o -> text(o, "status", "nodeInfo", "osImage")).wide());
    }

    private static String nodeStatus(JsonNode node) {
        String ready = text(Meta.condition(node, "Ready"), "status");
        String status = ready.equals("True") ? "Ready" : ready.isEmpty() ? "Unknown" : "NotReady";
        return at(node, "spec", "unschedulable").asBoolean() ? status + ",SchedulingDisabled" : status;
    }

    private static String address(JsonNode node, String type) {
        return elements(at(node, "status", "addresses")).stream()
                .filter(a -> text(a, "type").equals(type))
                .map(a -> text(a, "address"))
                .findFirst()
                .orElse("<none>");
    }

    private static List<Column> events() {
        return List.of(
                time("Last Seen", BuiltinColumns::lastSeen),
                text("Type", o -> text(o, "type")),
                text("Reason", o -> text(o, "reason")),
                text("Object", BuiltinColumns::eventObject),
                text("Message", o -> (text(o, "message") + text(o, "note")).trim()));
    }

    private static String eventObject(JsonNode event) {
        JsonNode object = event.has("regarding") ? event.path("regarding") : event.path("involvedObject");
        return text(object, "kind").toLowerCase(Locale.ROOT) + "/" + text(object, "name");
    }

    private static String lastSeen(JsonNode event, Instant now) {
        for (String field : List.of("lastTimestamp", "deprecatedLastTimestamp", "eventTime")) {
            Instant seen = Meta.instant(event, field);
            if (seen != null) {
                return Age.since(seen, now);
            }
        }
        return Age.since(CustomColumns.created(event), now);
    }

    private static List<Column> jobs() {
        return List.of(
                NAME,
                text("Status", BuiltinColumns::jobStatus),
                text("Completions", o -> at(o, "status", "succeeded").asInt() + "/" + text(o, "spec", "completions")),
                time("Duration", BuiltinColumns::jobDuration),
                AGE);
    }

    private static String jobStatus(JsonNode job) {
        for (String condition : List.of("Complete", "Failed", "Suspended")) {
            if (text(Meta.condition(job, condition), "status").equals("True")) {
                return condition;
            }
        }
        return "Running";
    }

    private static String jobDuration(JsonNode job, Instant now) {
        Instant start = Meta.instant(job, "status", "startTime");
        Instant end = Meta.instant(job, "status", "completionTime");
        return start == null ? "" : Age.human(Duration.between(start, end == null ? now : end));
    }

    private static List<Column> budgets() {
        return List.of(
                NAME,
                text("Min Available", o -> orNa(text(o, "spec", "minAvailable"))),
                text("Max Unavailable", o -> orNa(text(o, "spec", "maxUnavailable"))),
                number("Allowed Disruptions", o -> at(o, "status", "disruptionsAllowed")
                        .asInt()),
                AGE);
    }

    private static String orNa(String value) {
        return value.isEmpty() ? "N/A" : value;
    }

    private static List<Column> slices() {
        return List.of(
                NAME,
                text("AddressType", o -> text(o, "addressType")),
                text("Ports", o -> orUnset(join(o.path("ports"), p -> text(p, "port")))),
                text(
                        "Endpoints",
                        o -> orUnset(join(o.path("endpoints"), e -> join(e.path("addresses"), a -> a.asText())))),
                AGE);
    }

    private static String orUnset(String value) {
        return value.isEmpty() ? "<unset>" : value;
    }
}
