package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.EngineVolume;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.PodMetadata;
import dev.cortexllm.engine.Sizes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what a deployment says of its pods leaves alone what the operator needs. */
final class PodChecks {
    /** Names of the operator's own volumes. */
    private static final Set<String> VOLUMES = Set.of("dshm", "cache", "weights");

    /** A quantity of Kubernetes that is not negative. */
    private static final Pattern AMOUNT =
            Pattern.compile("[0-9]+([.][0-9]*)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]{1,2})?");

    private static final String TEMPLATE = "spec.podTemplate";

    private PodChecks() {}

    static void check(ModelDeploymentSpec spec, Findings findings) {
        size(spec.sharedMemory(), "spec.sharedMemory", findings);
        if (spec.resources() != null) {
            amounts(spec.resources().requests(), "spec.resources.requests", findings);
            amounts(spec.resources().limits(), "spec.resources.limits", findings);
        }
        volumes(PolicyChecks.orEmpty(spec.volumes()), findings);
        metadata(spec.podMetadata(), findings);
        if (spec.podTemplate() != null) {
            template(spec.podTemplate(), findings);
        }
    }

    private static void volumes(List<EngineVolume> volumes, Findings findings) {
        Set<String> seen = new HashSet<>(VOLUMES);
        for (int i = 0; i < volumes.size(); i++) {
            String path = "spec.volumes[" + i + "]";
            EngineVolume volume = volumes.get(i);
            if (volume == null || volume.name() == null || volume.mountPath() == null) {
                findings.invalid(path, "name and mountPath are missing");
                continue;
            }
            if (!seen.add(volume.name())) {
                findings.invalid(
                        path + ".name",
                        VOLUMES.contains(volume.name())
                                ? "'" + volume.name() + "' is a volume of the operator; choose another name"
                                : "is there twice");
            }
            long kinds = Stream.of(volume.persistentVolumeClaim(), volume.configMap(), volume.emptyDir())
                    .filter(kind -> kind != null)
                    .count();
            if (kinds != 1) {
                findings.invalid(path, "give exactly one of persistentVolumeClaim, configMap, emptyDir");
            }
            size(volume.emptyDir(), path + ".emptyDir", findings);
        }
    }

    private static void size(String text, String path, Findings findings) {
        if (text != null && Sizes.bytes(text).isEmpty()) {
            findings.invalid(path, "'" + text + "' is not a size such as 16Gi");
        }
    }

    private static void amounts(Map<String, String> amounts, String path, Findings findings) {
        if (amounts != null) {
            amounts.forEach((resource, amount) -> {
                if (amount == null || !AMOUNT.matcher(amount).matches()) {
                    findings.invalid(
                            path + "['" + resource + "']",
                            "'" + amount + "' is not a quantity such as 500m, 8 or 16Gi");
                }
            });
        }
    }

    private static void metadata(PodMetadata metadata, Findings findings) {
        if (metadata != null) {
            keys(metadata.labels(), "spec.podMetadata.labels", findings);
            keys(metadata.annotations(), "spec.podMetadata.annotations", findings);
        }
    }

    private static void keys(Map<?, ?> given, String path, Findings findings) {
        if (given == null) {
            return;
        }
        for (Object key : given.keySet()) {
            String name = String.valueOf(key);
            if (name.startsWith("cortexllm.dev/") || path.endsWith("labels") && name.startsWith("app.kubernetes.io/")) {
                findings.invalid(path + "['" + name + "']", "is the operator's, which finds its pods by it");
            }
        }
    }

    private static void template(Map<String, Object> template, Findings findings) {
        for (Map.Entry<String, Object> part : template.entrySet()) {
            String path = TEMPLATE + "." + part.getKey();
            if (!Set.of("metadata", "spec").contains(part.getKey())) {
                findings.invalid(path, "a pod template has metadata and spec alone");
            } else if (!(part.getValue() instanceof Map<?, ?> fields)) {
                findings.invalid(path, "must be an object; without it the pods could not be");
            } else if (part.getKey().equals("metadata")) {
                templateMetadata(fields, path, findings);
            } else {
                templateSpec(fields, path, findings);
            }
        }
    }

    private static void templateMetadata(Map<?, ?> fields, String path, Findings findings) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String place = path + "." + field.getKey();
            if (!Set.of("labels", "annotations").contains(String.valueOf(field.getKey()))) {
                findings.invalid(place, "of metadata a pod template takes labels and annotations");
            } else if (field.getValue() instanceof Map<?, ?> given) {
                keys(given, place, findings);
            } else {
                findings.invalid(place, "must be an object; the operator finds its pods by theirs");
            }
        }
    }

    private static void templateSpec(Map<?, ?> fields, String path, Findings findings) {
        if (fields.containsKey("restartPolicy") && !"Always".equals(fields.get("restartPolicy"))) {
            findings.invalid(path + ".restartPolicy", "an engine that ends is always started again");
        }
        for (String list : List.of("containers", "initContainers", "volumes")) {
            if (!fields.containsKey(list)) {
                continue;
            }
            boolean named = fields.get(list) instanceof List<?> elements
                    && elements.stream()
                            .allMatch(element -> element instanceof Map<?, ?> map && map.get("name") instanceof String);
            if (!named) {
                findings.invalid(path + "." + list, "must be a list of objects with names, by which they are merged");
            }
        }
    }
}
