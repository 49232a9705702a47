package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigHash;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a user wants other pods than before: a hash of the spec without the fields that only routers and scalers read.
 * An absent field counts for nothing, so that a field that a later version adds changes no hash until somebody gives it; for the
 * same reason no field that concerns pods may get a default in the schema later.
 */
public final class SpecHash {
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    /** What is no matter of pods; the deployment's strategy changes without touching any. */
    private static final List<String> ELSEWHERE = List.of(
            "replicas",
            "autoscaling",
            "suspend",
            "timeouts",
            "circuitBreaker",
            "outlierDetection",
            "maxConcurrentRequests",
            "loadBalancing",
            "maxSurge");

    private static final List<String> MODEL_ELSEWHERE = List.of("capabilities", "quality", "qualityByTask");

    private SpecHash() {}

    /**
     * The hash.
     *
     * @param spec the spec as the API server gave it
     * @return hexadecimal digits
     */
    public static String of(ModelDeploymentSpec spec) {
        ObjectNode tree = JSON.valueToTree(spec);
        tree.remove(ELSEWHERE);
        if (tree.has("cache")) {
            // Pods know it by its name alone.
            tree.put("cache", true);
        }
        if (tree.get("model") instanceof ObjectNode model) {
            model.remove(MODEL_ELSEWHERE);
        }
        return ofTree(tree);
    }

    /** A short hash of any tree, whatever the order of its fields. */
    static String ofTree(JsonNode tree) {
        return ConfigHash.sha256(CanonicalJson.bytes(JSON.convertValue(tree, Map.class)))
                .substring(0, 16);
    }
}
