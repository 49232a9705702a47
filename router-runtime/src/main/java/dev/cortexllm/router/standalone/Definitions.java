package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.schema.CrdSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** The CRDs that come with this program, by kind. */
public final class Definitions {
    /** Group and version of every document that is ours. */
    public static final String API_VERSION = "cortexllm.dev/v1alpha1";

    private final Map<Kind, CrdSchema> schemas;

    private Definitions(Map<Kind, CrdSchema> schemas) {
        this.schemas = schemas;
    }

    /** Reads them from the class path. */
    public static Definitions bundled() {
        YAMLMapper yaml = new YAMLMapper();
        Map<Kind, CrdSchema> schemas = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String file = "/dev/cortexllm/manifests/" + plural(kind) + ".cortexllm.dev.yaml";
            try (InputStream in = Definitions.class.getResourceAsStream(file)) {
                schemas.put(kind, CrdSchema.of(yaml.readTree(in), "v1alpha1"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return new Definitions(schemas);
    }

    /** The schema of a kind. */
    public CrdSchema of(Kind kind) {
        return schemas.get(kind);
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
