package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The downward API: fields of a pod as text. Paths as in the Kubernetes documentation, "Downward API". */
public final class FieldReference {
    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    private FieldReference() {}

    /**
     * The value at a field path; empty text for an absent label or annotation, as Kubernetes has it.
     *
     * @throws MissingReferenceException for a path that the downward API does not know
     */
    public static String value(Pod pod, PodPlace place, String path) throws MissingReferenceException {
        var metadata = pod.getMetadata();
        Matcher subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            var values = subscript.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
            return values == null ? "" : values.getOrDefault(subscript.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> metadata.getName();
            case "metadata.namespace" -> metadata.getNamespace();
            case "metadata.uid" -> metadata.getUid();
            case "metadata.labels" -> lines(metadata.getLabels());
            case "metadata.annotations" -> lines(metadata.getAnnotations());
            case "spec.nodeName" -> place.nodeName();
            case "spec.serviceAccountName" ->
                Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default");
            case "status.podIP", "status.podIPs" -> place.podIp();
            case "status.hostIP", "status.hostIPs" -> place.hostIp();
            default -> throw new MissingReferenceException("the downward API has no field \"" + path + "\"");
        };
    }

    private static String lines(Map<String, String> values) {
        if (values == null) {
            return "";
        }
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=\""
                        + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining("\n"));
    }
}
