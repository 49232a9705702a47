package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A workload with the template that it is to have, see {@link TemplatePin}.
 *
 * @param workload what to apply
 * @param revision hash of its template
 * @param offered hash of the template that this operator would render, where it is another one
 */
public record PinnedWorkload(HasMetadata workload, String revision, Optional<String> offered) {
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    /** Where pods are described: in a Deployment, and in a LeaderWorkerSet. */
    private static final List<String> TEMPLATES = List.of("template", "leaderWorkerTemplate");

    /**
     * Decides which template a workload has.
     *
     * @param rendered the workload as this operator renders it
     * @param live the workload as it is; empty when there is none
     * @param specHash hash of the spec, see {@link SpecHash}
     * @param consent value of {@link TemplatePin#CONSENT}; null when absent
     * @return what to apply
     */
    public static PinnedWorkload of(
            HasMetadata rendered, Optional<? extends HasMetadata> live, String specHash, String consent) {
        ObjectNode tree = JSON.valueToTree(rendered);
        ObjectNode spec = (ObjectNode) tree.get("spec");
        String field = TEMPLATES.stream().filter(spec::has).findFirst().orElseThrow();
        TemplatePin pin = TemplatePin.of(annotations(live), spec.get(field), specHash, consent);
        HasMetadata workload = pin.offered().isEmpty() ? rendered : with(pin.template(), tree, field, rendered);
        Map<String, String> all = new TreeMap<>(annotations(Optional.of(workload)));
        all.putAll(pin.annotations());
        workload.getMetadata().setAnnotations(all);
        return new PinnedWorkload(workload, pin.revision(), pin.offered());
    }

    /**
     * A workload that keeps its template whatever the spec asks for, and follows it in all else.
     *
     * @param rendered the workload as this operator renders it
     * @param live the workload as it is
     * @return what to apply; empty when there is none, or nobody knows the template that it was given
     */
    public static Optional<PinnedWorkload> keeping(HasMetadata rendered, Optional<? extends HasMetadata> live) {
        String revision = annotations(live).get(TemplatePin.REVISION);
        String hash = annotations(live).get(TemplatePin.SPEC_HASH);
        return hash == null
                ? Optional.empty()
                : Optional.of(of(rendered, live, hash, null))
                        .filter(pinned -> pinned.revision().equals(revision))
                        .map(pinned -> new PinnedWorkload(pinned.workload(), revision, Optional.empty()));
    }

    /**
     * The template that a workload runs by.
     *
     * @param live the workload as it is
     * @return its hash; empty when it is not known
     */
    public static Optional<String> revision(HasMetadata live) {
        return Optional.ofNullable(annotations(Optional.of(live)).get(TemplatePin.REVISION));
    }

    private static HasMetadata with(JsonNode template, ObjectNode tree, String field, HasMetadata rendered) {
        ((ObjectNode) tree.get("spec")).set(field, template);
        return JSON.convertValue(tree, rendered.getClass());
    }

    private static Map<String, String> annotations(Optional<? extends HasMetadata> object) {
        return object.map(there -> there.getMetadata().getAnnotations()).orElse(Map.of());
    }
}
