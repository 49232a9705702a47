package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError.Cause;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Validation of built-in kinds: the few rules that operators run into (selectors that do not match their template,
 * immutable fields, unnamed containers). Unknown fields of built-in kinds are kept, a real server drops them.
 */
public final class BuiltinRules {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "ReplicaSet", "StatefulSet");

    private BuiltinRules() {}

    /** Everything wrong with an object; {@code old} is {@code null} for a creation. */
    public static List<Cause> check(ObjectNode object, ObjectNode old) {
        List<Cause> causes = new ArrayList<>();
        String kind = Json.text(object, "kind");
        if (WORKLOADS.contains(kind)) {
            workload(object, old, causes);
        }
        switch (kind) {
            case "Pod" -> {
                containers(object.path("spec"), "spec", causes);
                podUpdate(object, old, causes);
            }
            case "Service" -> service(object, old, causes);
            case "Job" -> job(object, old, causes);
            case "PersistentVolumeClaim" -> claim(object, old, causes);
            case "Secret", "ConfigMap" -> immutable(object, old, causes);
            default -> {
                // nothing checked
            }
        }
        return causes;
    }

    private static void workload(ObjectNode object, ObjectNode old, List<Cause> causes) {
        JsonNode selector = Json.at(object, "spec", "selector");
        if (selector.isEmpty()) {
            causes.add(new Cause("spec.selector", "FieldValueRequired", "Required value"));
        } else if (!LabelSelector.of(selector).test(Json.at(object, "spec", "template"))) {
            String labels =
                    Json.at(object, "spec", "template", "metadata", "labels").toString();
            causes.add(new Cause(
                    "spec.template.metadata.labels",
                    "FieldValueInvalid",
                    "Invalid value: " + labels + ": `selector` does not match template `labels`"));
        }
        if (old != null && !Json.at(old, "spec", "selector").equals(selector)) {
            causes.add(new Cause(
                    "spec.selector", "FieldValueInvalid", "Invalid value: " + selector + ": field is immutable"));
        }
        if (Json.at(object, "spec", "replicas").asInt() < 0) {
            causes.add(new Cause(
                    "spec.replicas",
                    "FieldValueInvalid",
                    "Invalid value: " + Json.at(object, "spec", "replicas").asInt()
                            + ": must be greater than or equal to 0"));
        }
        containers(Json.at(object, "spec", "template", "spec"), "spec.template.spec", causes);
    }

    private static void containers(JsonNode spec, String path, List<Cause> causes) {
        List<JsonNode> containers = Json.elements(spec.path("containers"));
        if (containers.isEmpty()) {
            causes.add(new Cause(path + ".containers", "FieldValueRequired", "Required value"));
        }
        for (int i = 0; i < containers.size(); i++) {
            for (String field : List.of("name", "image")) {
                if (Json.blank(containers.get(i).get(field))) {
                    String where = path + ".containers[" + i + "]." + field;
                    causes.add(new Cause(where, "FieldValueRequired", "Required value"));
                }
            }
        }
    }

    private static void podUpdate(ObjectNode pod, ObjectNode old, List<Cause> causes) {
        if (old == null || fixedPart(pod).equals(fixedPart(old))) {
            return;
        }
        causes.add(
                new Cause(
                        "spec",
                        "FieldValueForbidden",
                        "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                                + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                                + "`spec.tolerations` (only additions to existing tolerations),"
                                + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
    }

    private static ObjectNode fixedPart(ObjectNode pod) {
        ObjectNode spec = ((ObjectNode) pod.path("spec")).deepCopy();
        spec.remove(List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds"));
        // scheduling sets the node once, by the binding subresource
        spec.remove("nodeName");
        for (String list : List.of("containers", "initContainers")) {
            Json.elements(spec.path(list)).forEach(c -> ((ObjectNode) c).remove("image"));
        }
        return spec;
    }

    private static void service(ObjectNode service, ObjectNode old, List<Cause> causes) {
        String type = Json.text(service, "spec", "type");
        String ip = Json.text(service, "spec", "clusterIP");
        if (old != null && !type.equals("ExternalName") && !ip.equals(Json.text(old, "spec", "clusterIP"))) {
            causes.add(new Cause(
                    "spec.clusterIPs[0]",
                    "FieldValueInvalid",
                    "Invalid value: " + Json.strings(List.of(ip)) + ": may not change once set"));
        }
        if (Json.blank(Json.at(service, "spec", "ports")) && !type.equals("ExternalName") && !ip.equals("None")) {
            causes.add(new Cause("spec.ports", "FieldValueRequired", "Required value"));
        }
    }

    private static void job(ObjectNode job, ObjectNode old, List<Cause> causes) {
        JsonNode template = Json.at(job, "spec", "template");
        containers(template.path("spec"), "spec.template.spec", causes);
        String restart = Json.text(template, "spec", "restartPolicy");
        if (!restart.equals("Never") && !restart.equals("OnFailure")) {
            causes.add(new Cause(
                    "spec.template.spec.restartPolicy",
                    "FieldValueRequired",
                    "Required value: valid values: \"OnFailure\", \"Never\""));
        }
        if (old != null && !Json.at(old, "spec", "template").equals(template)) {
            causes.add(new Cause("spec.template", "FieldValueInvalid", "Invalid value: field is immutable"));
        }
    }

    private static void claim(ObjectNode claim, ObjectNode old, List<Cause> causes) {
        if (old == null) {
            return;
        }
        if (!fixedClaim(claim, old).equals(fixedClaim(old, old))) {
            causes.add(new Cause(
                    "spec",
                    "FieldValueForbidden",
                    "Forbidden: spec is immutable after creation except resources.requests and"
                            + " volumeAttributesClassName for bound claims"));
        }
        BigDecimal had = Amount.of(Json.text(old, "status", "capacity", "storage"));
        BigDecimal wanted = Amount.of(Json.text(claim, "spec", "resources", "requests", "storage"));
        if (wanted.compareTo(had) < 0) {
            causes.add(new Cause(
                    "spec.resources.requests.storage",
                    "FieldValueForbidden",
                    "Forbidden: field can not be less than status.capacity"));
        }
    }

    /** Name of the volume and a class that was left open are filled in once. */
    private static ObjectNode fixedClaim(ObjectNode claim, ObjectNode old) {
        ObjectNode spec = ((ObjectNode) claim.path("spec")).deepCopy();
        spec.remove("resources");
        for (String once : List.of("volumeName", "storageClassName")) {
            if (!Json.at(old, "spec").has(once)) {
                spec.remove(once);
            }
        }
        return spec;
    }

    private static void immutable(ObjectNode object, ObjectNode old, List<Cause> causes) {
        boolean fixed = old != null && old.path("immutable").asBoolean();
        if (fixed
                && !(object.path("data").equals(old.path("data"))
                        && object.path("immutable").asBoolean())) {
            causes.add(
                    new Cause("data", "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set"));
        }
    }
}
