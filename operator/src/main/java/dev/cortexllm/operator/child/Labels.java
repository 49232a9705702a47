package dev.cortexllm.operator.child;

import dev.cortexllm.compile.ChildNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The recommended {@code app.kubernetes.io} labels of everything that the operator creates. */
public final class Labels {
    /** Label that says who manages an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Label that names the owning resource. */
    public static final String INSTANCE = "app.kubernetes.io/instance";
    /** Label that says what the object is a part of: {@link #ROUTER} or {@link #ENGINE}. */
    public static final String COMPONENT = "app.kubernetes.io/component";
    /** Value of {@link #MANAGED_BY} on all of our objects. */
    public static final String OPERATOR = "cortex-llm";
    /** Component of everything that belongs to a gateway. */
    public static final String ROUTER = "router";
    /** Component of everything that belongs to a model deployment. */
    public static final String ENGINE = "engine";
    /** Component of what downloads the weights of a model deployment. */
    public static final String LOADER = "loader";
    /** Component of the volume with the weights of a model deployment. */
    public static final String CACHE = "cache";
    /** Selects every object of ours. */
    public static final String OURS = MANAGED_BY + "=" + OPERATOR;
    /** Selects the Secrets that may be read at all. */
    public static final String CREDENTIALS = "cortexllm.dev/credential=true";

    /** Annotation of the pods of a group with the hash of the template that the operator asked for. */
    public static final String TEMPLATE = "cortexllm.dev/template";

    /** Annotation of pods and claims with the full name of the owning resource, which may be too long for a label. */
    static final String OWNER_NAME = "cortexllm.dev/owner";

    private static final String NAME = "app.kubernetes.io/name";
    private static final int LONGEST_VALUE = 63;
    private static final String PART_OF = "app.kubernetes.io/part-of";

    private Labels() {}

    /**
     * All labels of a child.
     *
     * @param instance name of the owning resource
     * @param component {@link #ROUTER} or {@link #ENGINE}
     * @return labels, sorted
     */
    public static Map<String, String> of(String instance, String component) {
        Map<String, String> labels = new TreeMap<>(selector(instance, component));
        labels.put(NAME, "cortex-" + component);
        labels.put(PART_OF, OPERATOR);
        return labels;
    }

    /**
     * The labels by which a workload finds its pods. They can never change, so they hold nothing that might.
     *
     * @param instance name of the owning resource
     * @param component {@link #ROUTER} or {@link #ENGINE}
     * @return labels, sorted
     */
    public static Map<String, String> selector(String instance, String component) {
        return new TreeMap<>(Map.of(INSTANCE, value(instance), COMPONENT, component, MANAGED_BY, OPERATOR));
    }

    /**
     * Metadata of the pods of a resource.
     *
     * @param instance name of the owning resource
     * @param component {@link #ROUTER} or {@link #ENGINE}
     * @return labels, and the owner's name
     */
    public static ObjectMeta pod(String instance, String component) {
        return new ObjectMetaBuilder()
                .withLabels(of(instance, component))
                .withAnnotations(Map.of(OWNER_NAME, instance))
                .build();
    }

    /**
     * The name of the resource that a pod belongs to.
     *
     * @param pod a pod of ours
     * @return the name; that of the label where somebody took the annotation away
     */
    public static String ownerName(HasMetadata pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String name = annotations == null ? null : annotations.get(OWNER_NAME);
        return name == null ? pod.getMetadata().getLabels().get(INSTANCE) : name;
    }

    /**
     * A selector as the scale subresource and {@code kubectl -l} spell it.
     *
     * @param instance name of the owning resource
     * @param component {@link #ROUTER} or {@link #ENGINE}
     * @return {@code key=value,...}
     */
    public static String selectorText(String instance, String component) {
        return selector(instance, component).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    /** A label's value has at most 63 characters, a resource's name up to 253. */
    private static String value(String instance) {
        return instance.length() <= LONGEST_VALUE ? instance : ChildNames.label(instance, "");
    }
}
