package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.api.Manifests;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.schema.CrdSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The CRDs that come with this program, by kind. Tests have checked them; a kind that no file has is not read. */
public final class Definitions {
    /** Group and version of every document that is ours. */
    public static final String API_VERSION = "cortexllm.dev/v1alpha1";

    private final Map<Kind, CrdSchema> schemas = new ConcurrentHashMap<>();

    private Definitions() {}

    /** Those on the class path. */
    public static Definitions bundled() {
        return new Definitions();
    }

    /** The schema of a kind. */
    public CrdSchema of(Kind kind) {
        return schemas.computeIfAbsent(kind, Definitions::read);
    }

    private static CrdSchema read(Kind kind) {
        try {
            return CrdSchema.known(new JsonMapper().readTree(Manifests.schema(plural(kind))), "v1alpha1");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of " + kind + " is not JSON", e);
        }
    }

    private static String plural(Kind kind) {
        return switch (kind) {
            case LLMGateway -> "llmgateways";
            case LLMProvider -> "llmproviders";
            case ModelDeployment -> "modeldeployments";
            case RoutingPolicy -> "routingpolicies";
        };
    }
}
